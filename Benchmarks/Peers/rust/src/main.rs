//! serde_json as a person would use it for the same events: typed decoding, checks by hand, an upcast by hand.
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};
use serde_derive::{Deserialize, Serialize};
use std::{borrow::Cow, env, fs, hint::black_box};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FirstItem {
    product_id: String,
    quantity: i64,
    price: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FirstOrder {
    order_id: Uuid,
    user_id: String,
    items: Vec<FirstItem>,
    total_amount: f64,
    address: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    product_id: String,
    quantity: i64,
    price: f64,
    tax_rate: f64,
    total_price: f64,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    street: String,
    city: String,
    state: String,
    zip_code: String,
    country: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: Uuid,
    customer_id: String,
    items: Vec<Item>,
    total_amount: f64,
    address: Address,
    currency: String,
    tags: Vec<String>,
    placed_at: Time,
}

/// A text that is only copied when it has escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

struct Uuid(u128);

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(decoder)?;
        let bytes = text.0.as_bytes();
        let read = || {
            let mut value = 0u128;
            for (index, byte) in bytes.iter().enumerate() {
                match index {
                    8 | 13 | 18 | 23 => (*byte == b'-').then_some(())?,
                    _ => value = value << 4 | (*byte as char).to_digit(16)? as u128,
                }
            }
            (bytes.len() == 36).then_some(value)
        };
        read().map(Uuid).ok_or_else(|| D::Error::custom("no UUID"))
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, encoder: S) -> Result<S::Ok, S::Error> {
        let mut text = [b'-'; 36];
        let places = (0..36).filter(|place| !matches!(place, 8 | 13 | 18 | 23));
        for (nibble, place) in places.enumerate() {
            text[place] = b"0123456789abcdef"[(self.0 >> (124 - 4 * nibble)) as usize & 15];
        }
        encoder.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Seconds since 1970.
struct Time(i64);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(decoder)?;
        seconds(text.0.as_bytes()).map(Time).ok_or_else(|| D::Error::custom("no time"))
    }
}

fn seconds(text: &[u8]) -> Option<i64> {
    let two = |index: usize| -> Option<i64> {
        let (tens, ones) = (text.get(index)?.wrapping_sub(b'0'), text.get(index + 1)?.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then_some((tens * 10 + ones) as i64)
    };
    let (year, month, day) = (two(0)? * 100 + two(2)?, two(5)?, two(8)?);
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if text.len() != 20 || separators.iter().any(|(index, byte)| text[*index] != *byte) {
        return None;
    }
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1] + (month == 2 && is_leap) as i64;
    if day < 1 || day > days {
        return None;
    }
    let shifted = year - (month <= 2) as i64;
    let (era, in_era) = (shifted / 400, shifted % 400);
    let in_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day = era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468;
    Some(day * 86_400 + hour * 3600 + minute * 60 + second)
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, encoder: S) -> Result<S::Ok, S::Error> {
        let days = self.0.div_euclid(86_400) + 719_468;
        let (era, in_era) = (days / 146_097, days % 146_097);
        let year_of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * in_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + (month <= 2) as i64;
        let (day, second) = (in_year - (153 * shifted + 2) / 5 + 1, self.0.rem_euclid(86_400));
        let mut text = *b"0000-00-00T00:00:00Z";
        let parts = [(0, year / 100), (2, year % 100), (5, month), (8, day), (11, second / 3600)];
        for (place, value) in parts.into_iter().chain([(14, second / 60 % 60), (17, second % 60)]) {
            text[place] = b'0' + (value / 10) as u8;
            text[place + 1] = b'0' + (value % 10) as u8;
        }
        encoder.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

fn fits(text: &str) -> bool {
    !text.is_empty() && (text.len() <= 200 || text.chars().count() <= 200)
}

fn is_valid(order: &Order) -> bool {
    let address = &order.address;
    let texts = [&order.customer_id, &address.street, &address.city, &address.state, &address.zip_code, &address.country];
    texts.into_iter().all(|text| fits(text))
        && (1..=100).contains(&order.items.len())
        && order.items.iter().all(|item| {
            fits(&item.product_id) && item.quantity >= 1 && item.price >= 0.0 && item.tax_rate >= 0.0 && item.total_price >= 0.0
        })
        && order.total_amount >= 0.0
        && order.currency.len() == 3
        && order.currency.bytes().all(|byte| byte.is_ascii_uppercase())
        && order.tags.iter().all(|tag| fits(tag))
}

fn decode(line: &[u8]) -> Option<Order> {
    serde_json::from_slice(line).ok().filter(is_valid)
}

fn upcast(line: &[u8]) -> Option<Order> {
    let old: FirstOrder = serde_json::from_slice(line).ok()?;
    let items = old.items.into_iter().map(|item| Item {
        product_id: item.product_id, quantity: item.quantity, price: item.price, tax_rate: 0.0,
        total_price: item.quantity as f64 * item.price,
    });
    let mut parts = old.address.splitn(5, ", ");
    let mut next = || parts.next().map(str::to_owned);
    let order = Order {
        order_id: old.order_id, customer_id: old.user_id, items: items.collect(), total_amount: old.total_amount,
        address: Address { street: next()?, city: next()?, state: next()?, zip_code: next()?, country: next()? },
        currency: "USD".into(), tags: Vec::new(), placed_at: Time(1_767_225_600),
    };
    Some(order).filter(is_valid)
}

/// CPU time of the process in nanoseconds.
fn cpu() -> f64 {
    #[repr(C)]
    struct Timespec { seconds: i64, nanoseconds: i64 }
    extern "C" { fn clock_gettime(clock: i32, time: *mut Timespec) -> i32; }
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(2, &mut time) };
    time.seconds as f64 * 1e9 + time.nanoseconds as f64
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let (folder, work) = (&arguments[1], arguments[2].as_str());
    let passes: usize = arguments[3].parse().expect("PASSES is a number");
    let count: usize = arguments.get(4).map_or(usize::MAX, |text| text.parse().expect("COUNT is a number"));
    let file = match work { "upcast" => "v1", "refuse" => "broken", _ => "v3" };
    let text = fs::read(format!("{folder}/{file}.jsonl")).expect("the payloads are there");
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).take(count).collect();
    let orders: Vec<Order> = if work == "encode" { lines.iter().filter_map(|line| decode(line)).collect() } else { vec![] };
    let mut buffer = Vec::new();
    let (mut best, mut sum) = (f64::INFINITY, 0);
    for _ in 0..passes {
        sum = 0;
        let start = cpu();
        for (index, line) in lines.iter().enumerate() {
            sum += match work {
                "decode" => black_box(decode(line)).expect("valid").items.len(),
                "upcast" => black_box(upcast(line)).expect("valid").items.len(),
                "encode" => {
                    buffer.clear();
                    serde_json::to_writer(&mut buffer, &orders[index]).expect("writable");
                    black_box(&buffer).len()
                }
                "refuse" => decode(line).is_none() as usize,
                _ => panic!("unknown work {work}"),
            };
        }
        best = best.min((cpu() - start) / lines.len() as f64);
    }
    println!("{{\"ns\": {best:.1}, \"sum\": {sum}}}");
}
