// simdjson's On-Demand interface with checks by hand and strings of its own.
#include <simdjson.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;

namespace {

struct Item {
    std::string productId;
    int64_t quantity;
    double price, taxRate, totalPrice;
};

struct Order {
    unsigned __int128 orderId;
    std::string customerId;
    std::vector<Item> items;
    double totalAmount;
    std::string street, city, state, zipCode, country, currency;
    std::vector<std::string> tags;
    int64_t placedAt;
};

void demand(bool holds) {
    if (!holds) throw std::runtime_error("invalid");
}

int hexadecimal(unsigned char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    digit |= 0x20;
    demand(digit >= 'a' && digit <= 'f');
    return digit - 'a' + 10;
}

unsigned __int128 uuid(std::string_view text) {
    demand(text.size() == 36);
    unsigned __int128 value = 0;
    for (int index = 0; index < 36; index++) {
        if (index == 8 || index == 13 || index == 18 || index == 23) {
            demand(text[index] == '-');
        } else {
            value = value << 4 | hexadecimal(text[index]);
        }
    }
    return value;
}

int two(std::string_view text, int index) {
    unsigned tens = text[index] - '0', ones = text[index + 1] - '0';
    demand(tens < 10 && ones < 10);
    return tens * 10 + ones;
}

int64_t seconds(std::string_view text) {
    demand(text.size() == 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' &&
           text[16] == ':' && text[19] == 'Z');
    int year = two(text, 0) * 100 + two(text, 2), month = two(text, 5), day = two(text, 8);
    int hour = two(text, 11), minute = two(text, 14), second = two(text, 17);
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    demand(month >= 1 && month <= 12 && hour < 24 && minute < 60 && second < 60);
    demand(day >= 1 && day <= days[month - 1] + (month == 2 && isLeap));
    int shifted = year - (month <= 2), era = shifted / 400, inEra = shifted % 400;
    int inYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t date = era * 146097LL + inEra * 365 + inEra / 4 - inEra / 100 + inYear - 719468;
    return date * 86400 + hour * 3600 + minute * 60 + second;
}

std::string text(std::string_view value) {
    size_t count = value.size();
    if (count > 200) {
        count = 0;
        for (unsigned char byte : value) count += (byte & 0xC0) != 0x80;
    }
    demand(count >= 1 && count <= 200);
    return std::string(value);
}

double amount(double value) {
    demand(value >= 0);
    return value;
}

Order decode(ondemand::parser& parser, const char* start, size_t length) {
    Order order;
    ondemand::document document = parser.iterate(start, length, length + SIMDJSON_PADDING);
    ondemand::object object = document.get_object();
    order.orderId = uuid(object["orderId"].get_string());
    order.customerId = text(object["customerId"].get_string());
    ondemand::array items = object["items"].get_array();
    for (ondemand::object entry : items) {
        order.items.emplace_back();
        Item& item = order.items.back();
        item.productId = text(entry["productId"].get_string());
        item.quantity = entry["quantity"].get_int64();
        demand(item.quantity >= 1);
        item.price = amount(entry["price"].get_double());
        item.taxRate = amount(entry["taxRate"].get_double());
        item.totalPrice = amount(entry["totalPrice"].get_double());
    }
    demand(!order.items.empty() && order.items.size() <= 100);
    order.totalAmount = amount(object["totalAmount"].get_double());
    {
        ondemand::object address = object["address"].get_object();
        order.street = text(address["street"].get_string());
        order.city = text(address["city"].get_string());
        order.state = text(address["state"].get_string());
        order.zipCode = text(address["zipCode"].get_string());
        order.country = text(address["country"].get_string());
    }
    std::string_view currency = object["currency"].get_string();
    demand(currency.size() == 3);
    for (char letter : currency) demand(letter >= 'A' && letter <= 'Z');
    order.currency = currency;
    ondemand::array tags = object["tags"].get_array();
    for (std::string_view tag : tags) order.tags.push_back(text(tag));
    order.placedAt = seconds(object["placedAt"].get_string());
    return order;
}

/// CPU time of the process in nanoseconds.
double cpu() {
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

}  // namespace

int main(int argumentCount, char** arguments) {
    std::string folder = arguments[1], work = arguments[2];
    int passes = std::stoi(arguments[3]);
    size_t limit = argumentCount > 4 ? std::stoul(arguments[4]) : std::numeric_limits<size_t>::max();
    if (work != "decode" && work != "refuse") {
        puts("{\"left_out\": \"not written for simdjson\"}");
        return 0;
    }
    std::ifstream file(folder + (work == "decode" ? "/v3.jsonl" : "/broken.jsonl"));
    std::string all((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    size_t end = all.size();
    all.append(SIMDJSON_PADDING, ' ');
    std::vector<std::string_view> lines;
    for (size_t start = 0; start < end && lines.size() < limit;) {
        size_t next = all.find('\n', start);
        lines.emplace_back(all.data() + start, next - start);
        start = next + 1;
    }
    ondemand::parser parser;
    double best = std::numeric_limits<double>::infinity();
    size_t sum = 0;
    for (int pass = 0; pass < passes; pass++) {
        sum = 0;
        double start = cpu();
        for (std::string_view line : lines) {
            if (work == "decode") {
                sum += decode(parser, line.data(), line.size()).items.size();
                continue;
            }
            try {
                decode(parser, line.data(), line.size());
            } catch (const std::exception&) {
                sum++;
            }
        }
        best = std::min(best, (cpu() - start) / lines.size());
    }
    printf("{\"ns\": %.1f, \"sum\": %zu}\n", best, sum);
}
