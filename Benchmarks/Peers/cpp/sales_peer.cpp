// What read models cost with SQLite's C interface and simdjson: sales_peer WORK FILE
//
// live  reads 500 events, folds each into order_summaries and customer_statistics with one statement a row, moves the
//       checkpoint and commits; the same tables and indexes as ours
// sql   fills the same tables with one set-based statement each over json_extract, and makes the indexes afterwards
// key   reads rows by their keys with a prepared statement
#include <simdjson.h>
#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace {

using std::string_view;
using simdjson::ondemand::object;

sqlite3 *db;

void check(int result, const char *what) {
    if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

void run(const char *sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), sql); }

double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

struct Statement {
    sqlite3_stmt *handle;

    explicit Statement(const char *sql) {
        check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr), sql);
    }
    ~Statement() { sqlite3_finalize(handle); }

    void bind(int index, string_view text) {
        sqlite3_bind_text(handle, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    void bind(int index, int64_t number) { sqlite3_bind_int64(handle, index, number); }
    void bind(int index, double number) { sqlite3_bind_double(handle, index, number); }
    bool next() {
        int result = sqlite3_step(handle);
        check(result, "step");
        return result == SQLITE_ROW;
    }
    void write() {
        next();
        sqlite3_reset(handle);
    }
    string_view text(int column) {
        auto start = reinterpret_cast<const char *>(sqlite3_column_text(handle, column));
        return {start, static_cast<size_t>(sqlite3_column_bytes(handle, column))};
    }
};

const char *tables =
    "CREATE TABLE order_summaries (orderId TEXT NOT NULL, customerId TEXT NOT NULL, status TEXT NOT NULL,"
    " itemsCount INTEGER NOT NULL, totalAmount REAL NOT NULL, paidAmount REAL NOT NULL, carrier TEXT,"
    " updatedAt TEXT NOT NULL, PRIMARY KEY (orderId)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE customer_statistics (customerId TEXT NOT NULL, orders INTEGER NOT NULL, totalSpent REAL NOT NULL,"
    " payments INTEGER NOT NULL, balance REAL NOT NULL, PRIMARY KEY (customerId)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE checkpoints (name TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;";
const char *indexes =
    "CREATE INDEX order_summaries_customerId ON order_summaries (customerId);"
    "CREATE INDEX order_summaries_updatedAt ON order_summaries (updatedAt);";

// RFC 3339 with nine digits of fraction, as the column sorts.
string_view timestamp(int64_t seconds, int64_t nanoseconds, char *text) {
    int64_t days = seconds / 86400, rest = seconds % 86400;
    // Days to a civil date, after Howard Hinnant.
    int64_t shifted = days + 719468, era = shifted / 146097;
    unsigned dayOfEra = static_cast<unsigned>(shifted - era * 146097);
    unsigned yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    unsigned month = (5 * dayOfYear + 2) / 153, day = dayOfYear - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    int64_t year = yearOfEra + era * 400 + (month <= 2);
    auto write = [&](int64_t number, int width, char end) {
        for (int index = width - 1; index >= 0; index--, number /= 10) text[index] = static_cast<char>('0' + number % 10);
        text[width] = end;
        text += width + 1;
    };
    char *start = text;
    write(year, 4, '-');
    write(month, 2, '-');
    write(day, 2, 'T');
    write(rest / 3600, 2, ':');
    write(rest / 60 % 60, 2, ':');
    write(rest % 60, 2, '.');
    write(nanoseconds, 9, 'Z');
    return {start, 30};
}

struct Fold {
    Statement placed{
        "INSERT INTO order_summaries VALUES (?1, ?2, 'placed', ?3, ?4, 0, NULL, ?5) ON CONFLICT (orderId) DO UPDATE SET"
        " customerId = ?2, status = 'placed', itemsCount = ?3, totalAmount = ?4, updatedAt = ?5"};
    Statement shipped{"UPDATE order_summaries SET status = 'shipped', carrier = ?2, updatedAt = ?3 WHERE orderId = ?1"};
    Statement paid{
        "UPDATE order_summaries SET status = 'paid', paidAmount = paidAmount + ?2, updatedAt = ?3 WHERE orderId = ?1"};
    Statement order{
        "INSERT INTO customer_statistics VALUES (?1, 1, ?2, 0, 0) ON CONFLICT (customerId) DO UPDATE SET"
        " orders = orders + 1, totalSpent = totalSpent + ?2"};
    Statement payment{
        "INSERT INTO customer_statistics VALUES (?1, 0, 0, 1, 0) ON CONFLICT (customerId) DO UPDATE SET"
        " payments = payments + 1"};
    Statement money{
        "INSERT INTO customer_statistics VALUES (?1, 0, 0, 0, ?2) ON CONFLICT (customerId) DO UPDATE SET"
        " balance = balance + ?2"};
    simdjson::ondemand::parser parser;
    std::vector<char> buffer = std::vector<char>(65536);
    char time[32];

    void customer(Statement &statement, string_view customer, double amount) {
        statement.bind(1, customer);
        statement.bind(2, amount);
        statement.write();
    }

    void apply(string_view type, int64_t version, string_view payload, int64_t seconds, int64_t nanoseconds) {
        if (buffer.size() < payload.size() + simdjson::SIMDJSON_PADDING) {
            buffer.resize(2 * payload.size() + simdjson::SIMDJSON_PADDING);
        }
        memcpy(buffer.data(), payload.data(), payload.size());
        simdjson::ondemand::document document = parser.iterate(buffer.data(), payload.size(), buffer.size());
        object event = document.get_object();
        if (type == "OrderPlaced") {
            string_view id = event["orderId"].get_string();
            string_view who = event[version == 1 ? "userId" : "customerId"].get_string();
            int64_t items = 0;
            for (object item : event["items"].get_array()) items += item["quantity"].get_int64().value();
            double total = event["totalAmount"].get_double();
            placed.bind(1, id);
            placed.bind(2, who);
            placed.bind(3, items);
            placed.bind(4, total);
            placed.bind(5, timestamp(seconds, nanoseconds, time));
            placed.write();
            customer(order, who, total);
        } else if (type == "OrderShipped") {
            string_view id = event["orderId"].get_string();
            string_view carrier = event["carrier"].get_string();
            shipped.bind(1, id);
            shipped.bind(2, carrier);
            shipped.bind(3, timestamp(seconds, nanoseconds, time));
            shipped.write();
        } else if (type == "PaymentProcessed") {
            string_view id = event["orderId"].get_string();
            string_view who = event["customerId"].get_string();
            double amount = event["amount"].get_double();
            paid.bind(1, id);
            paid.bind(2, amount);
            paid.bind(3, timestamp(seconds, nanoseconds, time));
            paid.write();
            payment.bind(1, who);
            payment.write();
        } else {
            string_view who = event["customerId"].get_string();
            double amount = event["amount"].get_double();
            customer(money, who, type == "MoneyDeposited" ? amount : -amount);
        }
    }
};

int64_t live() {
    run(tables);
    run(indexes);
    run("INSERT INTO checkpoints VALUES ('sales', 0)");
    Fold fold;
    Statement begin{"BEGIN IMMEDIATE"}, commit{"COMMIT"};
    Statement read{
        "SELECT position, type, version, payload, time_seconds, time_nanoseconds FROM annals_events"
        " WHERE position > ? ORDER BY position LIMIT 500"};
    Statement checkpoint{"UPDATE checkpoints SET position = ? WHERE name = 'sales'"};
    int64_t position = 0, count = 0;
    while (true) {
        int64_t before = count;
        begin.write();
        read.bind(1, position);
        while (read.next()) {
            position = sqlite3_column_int64(read.handle, 0);
            fold.apply(
                read.text(1), sqlite3_column_int64(read.handle, 2), read.text(3), sqlite3_column_int64(read.handle, 4),
                sqlite3_column_int64(read.handle, 5));
            count++;
        }
        sqlite3_reset(read.handle);
        checkpoint.bind(1, position);
        checkpoint.write();
        commit.write();
        if (count == before) return count;
    }
}

int64_t sql() {
    run(tables);
    run("BEGIN IMMEDIATE");
    run("INSERT INTO order_summaries WITH e AS MATERIALIZED ("
        " SELECT position, type, payload, payload ->> '$.orderId' AS id,"
        "  strftime('%Y-%m-%dT%H:%M:%S', time_seconds, 'unixepoch') || printf('.%09dZ', time_nanoseconds) AS at"
        " FROM annals_events WHERE type IN ('OrderPlaced', 'OrderShipped', 'PaymentProcessed'))"
        "SELECT id, max(CASE WHEN type = 'OrderPlaced'"
        "   THEN coalesce(json_extract(payload, '$.customerId'), json_extract(payload, '$.userId')) END) AS customer,"
        "  CASE type WHEN 'OrderPlaced' THEN 'placed' WHEN 'OrderShipped' THEN 'shipped' ELSE 'paid' END,"
        "  max(CASE WHEN type = 'OrderPlaced'"
        "   THEN (SELECT sum(json_extract(value, '$.quantity')) FROM json_each(payload, '$.items')) END),"
        "  max(CASE WHEN type = 'OrderPlaced' THEN json_extract(payload, '$.totalAmount') END),"
        "  total(CASE WHEN type = 'PaymentProcessed' THEN json_extract(payload, '$.amount') END),"
        "  substr(max(CASE WHEN type = 'OrderShipped'"
        "   THEN printf('%019d', position) || json_extract(payload, '$.carrier') END), 20),"
        "  at "
        "FROM e GROUP BY id HAVING max(position) AND customer IS NOT NULL");
    run("INSERT INTO customer_statistics "
        "SELECT coalesce(json_extract(payload, '$.customerId'), json_extract(payload, '$.userId')) AS customer,"
        "  total(type = 'OrderPlaced'),"
        "  total(CASE WHEN type = 'OrderPlaced' THEN json_extract(payload, '$.totalAmount') END),"
        "  total(type = 'PaymentProcessed'),"
        "  total(CASE type WHEN 'MoneyDeposited' THEN json_extract(payload, '$.amount')"
        "   WHEN 'MoneyWithdrawn' THEN -json_extract(payload, '$.amount') END) "
        "FROM annals_events WHERE type <> 'OrderShipped' GROUP BY customer");
    run(indexes);
    run("COMMIT");
    Statement last{"SELECT max(position) FROM annals_events"};
    last.next();
    return sqlite3_column_int64(last.handle, 0);
}

}  // namespace

int main(int count, char **arguments) {
    if (count != 3) return 64;
    string_view work = arguments[1];
    check(sqlite3_open(arguments[2], &db), arguments[2]);
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = NORMAL");
    double start = now();
    int64_t events = work == "live" ? live() : work == "sql" ? sql() : 0;
    printf("us\t%.3f\n", (now() - start) * 1e6 / static_cast<double>(events));
    sqlite3_close(db);
}
