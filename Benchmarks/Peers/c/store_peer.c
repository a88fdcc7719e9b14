// What an event store costs in C with SQLite alone: store_peer WORK FILE COUNT BATCH SYNCHRONOUS
//
// append       one event a stream and append, BATCH appends a transaction: finds the stream and its version, inserts the
//              event, updates the stream; the same tables and indexes as ours, prepared statements, BEGIN IMMEDIATE
// append-text  the plain loop: a TEXT stream id in the events, no unique event id, nothing is looked up
// replay       scans all columns in the order of positions
// load         reads the 20 events of a stream, COUNT times
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void check(int result, const char *what) {
    if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(db, sql, NULL, NULL, NULL), sql); }

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static void step(sqlite3_stmt *statement) {
    check(sqlite3_step(statement), "step");
    sqlite3_reset(statement);
}

static const char *event_columns =
    "id BLOB NOT NULL UNIQUE, type TEXT NOT NULL, version INTEGER NOT NULL, time_seconds INTEGER NOT NULL,"
    "time_nanoseconds INTEGER NOT NULL, user_id TEXT, correlation_id TEXT, causation_id TEXT, extra TEXT,"
    "payload TEXT NOT NULL";

static char payload[4096];

static void append(int count, int batch, int streams) {
    char sql[1024];
    run("CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, category TEXT NOT NULL,"
        "version INTEGER NOT NULL) STRICT");
    snprintf(sql, sizeof sql,
             "CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT,"
             "stream_id INTEGER NOT NULL REFERENCES streams (id), stream_version INTEGER NOT NULL, %s,"
             "UNIQUE (stream_id, stream_version)) STRICT",
             event_columns);
    run(sql);
    sqlite3_stmt *find = prepare("SELECT id, version FROM streams WHERE name = ?");
    sqlite3_stmt *make = prepare("INSERT INTO streams (name, category, version) VALUES (?, 'Order', 0)");
    sqlite3_stmt *update = prepare("UPDATE streams SET version = ? WHERE id = ?");
    sqlite3_stmt *insert = prepare(
        "INSERT INTO events (stream_id, stream_version, id, type, version, time_seconds, time_nanoseconds, payload)"
        "VALUES (?, ?, ?, 'OrderPlaced', 3, 1700000000, 5, ?)");
    int length = (int)strlen(payload);
    double start = now();
    for (int number = 0; number < count; number++) {
        if (number % batch == 0) run("BEGIN IMMEDIATE");
        char name[64];
        int size = snprintf(name, sizeof name, "Order-6ba7b810-9dad-41d1-80b4-%012d", number % streams);
        sqlite3_bind_text(find, 1, name, size, SQLITE_STATIC);
        int64_t stream, version = 0;
        if (sqlite3_step(find) == SQLITE_ROW) {
            stream = sqlite3_column_int64(find, 0);
            version = sqlite3_column_int64(find, 1);
        } else {
            sqlite3_bind_text(make, 1, name, size, SQLITE_STATIC);
            step(make);
            stream = sqlite3_last_insert_rowid(db);
        }
        sqlite3_reset(find);
        uint64_t id[2] = {0x0080c0de98010000u + (uint64_t)number * 0x10000u, (uint64_t)number * 0x9E3779B97F4A7C15u};
        sqlite3_bind_int64(insert, 1, stream);
        sqlite3_bind_int64(insert, 2, version + 1);
        // Time-ordered, as ours are: the first bytes grow.
        uint8_t bytes[16];
        for (int place = 0; place < 8; place++) {
            bytes[place] = (uint8_t)((uint64_t)number * 1000u >> (56 - 8 * place));
            bytes[8 + place] = (uint8_t)(id[1] >> (8 * place));
        }
        sqlite3_bind_blob(insert, 3, bytes, 16, SQLITE_STATIC);
        sqlite3_bind_text(insert, 4, payload, length, SQLITE_STATIC);
        step(insert);
        sqlite3_bind_int64(update, 1, version + 1);
        sqlite3_bind_int64(update, 2, stream);
        step(update);
        if (number % batch == batch - 1 || number == count - 1) run("COMMIT");
    }
    printf("us\t%.3f\n", (now() - start) * 1e6 / count);
}

static void append_text(int count, int batch, int streams) {
    run("CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream_id TEXT NOT NULL,"
        "stream_version INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,"
        "time_seconds INTEGER NOT NULL, time_nanoseconds INTEGER NOT NULL, payload TEXT NOT NULL,"
        "UNIQUE (stream_id, stream_version)) STRICT");
    sqlite3_stmt *insert = prepare(
        "INSERT INTO events (stream_id, stream_version, id, type, version, time_seconds, time_nanoseconds, payload)"
        "VALUES (?, ?, ?, 'OrderPlaced', 3, 1700000000, 5, ?)");
    int length = (int)strlen(payload);
    double start = now();
    for (int number = 0; number < count; number++) {
        if (number % batch == 0) run("BEGIN IMMEDIATE");
        char name[64];
        int size = snprintf(name, sizeof name, "Order-6ba7b810-9dad-41d1-80b4-%012d", number % streams);
        uint64_t id[2] = {(uint64_t)number, (uint64_t)number * 0x9E3779B97F4A7C15u};
        sqlite3_bind_text(insert, 1, name, size, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 2, number / streams + 1);
        sqlite3_bind_blob(insert, 3, id, 16, SQLITE_STATIC);
        sqlite3_bind_text(insert, 4, payload, length, SQLITE_STATIC);
        step(insert);
        if (number % batch == batch - 1 || number == count - 1) run("COMMIT");
    }
    printf("us\t%.3f\n", (now() - start) * 1e6 / count);
}

// Takes in every column, so that each is read.
static int64_t sum(sqlite3_stmt *statement) {
    int64_t sum = 0;
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: sum += sqlite3_column_int64(statement, column); break;
        case SQLITE_TEXT: sum += sqlite3_column_text(statement, column)[0]; /* fall through */
        case SQLITE_BLOB: sum += sqlite3_column_bytes(statement, column); break;
        default: break;
        }
    }
    return sum;
}

static void replay(int count) {
    sqlite3_stmt *all = prepare("SELECT * FROM annals_events ORDER BY position");
    double start = now();
    int64_t total = 0;
    int rows = 0;
    while (sqlite3_step(all) == SQLITE_ROW) {
        total += sum(all);
        rows++;
    }
    printf("us\t%.3f\nsum\t%lld\n", (now() - start) * 1e6 / rows, (long long)total);
    (void)count;
}

static void load(int count, int streams) {
    sqlite3_stmt *some = prepare(
        "SELECT e.* FROM annals_events e WHERE e.stream_id = (SELECT id FROM annals_streams WHERE name = ?)"
        "ORDER BY e.stream_version");
    double start = now();
    int64_t total = 0;
    int rows = 0;
    for (int number = 0; number < count; number++) {
        char name[64];
        int size = snprintf(
            name, sizeof name, "Order-6ba7b810-9dad-41d1-80b4-%012d", (int)((int64_t)number * 7919 % streams));
        sqlite3_bind_text(some, 1, name, size, SQLITE_STATIC);
        while (sqlite3_step(some) == SQLITE_ROW) {
            total += sum(some);
            rows++;
        }
        sqlite3_reset(some);
    }
    printf("us\t%.3f\nrows\t%d\nsum\t%lld\n", (now() - start) * 1e6 / count, rows, (long long)total);
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: store_peer WORK FILE COUNT BATCH SYNCHRONOUS PAYLOADS\n");
        return 64;
    }
    int count = atoi(argv[3]), batch = atoi(argv[4]), streams = 10000;
    FILE *file = fopen(argv[6], "r");
    if (!file || !fgets(payload, sizeof payload, file)) return 66;
    payload[strcspn(payload, "\n")] = 0;
    check(sqlite3_open(argv[2], &db), argv[2]);
    run("PRAGMA journal_mode = WAL");
    char pragma[64];
    snprintf(pragma, sizeof pragma, "PRAGMA synchronous = %s", argv[5]);
    run(pragma);
    if (!strcmp(argv[1], "append")) append(count, batch, streams);
    else if (!strcmp(argv[1], "append-text")) append_text(count, batch, streams);
    else if (!strcmp(argv[1], "replay")) replay(count);
    else if (!strcmp(argv[1], "load")) load(count, streams);
    else return 64;
    sqlite3_close(db);
    return 0;
}
