// What an event store costs in C with SQLite alone: store_peer WORK FILE COUNT BATCH SYNCHRONOUS PAYLOADS
//
// append       one event a stream and append, BATCH appends a transaction: finds the stream and its version, checks it,
//              inserts the event, updates the stream's head; the same tables, indexes and settings as ours, prepared
//              statements, BEGIN IMMEDIATE. Unlike ours it keeps nothing in mind from one append to the next
// append-text  the plain loop: a TEXT stream id in the events, no unique event id, nothing is looked up
// replay       scans all columns in the order of positions
// load         reads the 20 events of a stream along its chain, COUNT times
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

// The name of a stream. Ids are random in life, and so are the places in an index of names.
static int stream_name(char name[64], int stream) {
    uint64_t id = (uint64_t)stream * 0x9E3779B97F4A7C15u >> 16;
    return snprintf(name, 64, "Order-6ba7b810-9dad-41d1-80b4-%012llx", (unsigned long long)id);
}

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

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static double start_time, start_cpu;

static void begin_timing(void) {
    start_time = seconds(CLOCK_MONOTONIC);
    start_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void end_timing(int count) {
    printf("us\t%.3f\n", (seconds(CLOCK_MONOTONIC) - start_time) * 1e6 / count);
    printf("cpu\t%.3f\n", (seconds(CLOCK_PROCESS_CPUTIME_ID) - start_cpu) * 1e6 / count);
}

static void step(sqlite3_stmt *statement) {
    check(sqlite3_step(statement), "step");
    sqlite3_reset(statement);
}

static char payload[4096];

static void append(int count, int batch, int streams) {
    run("CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, category TEXT NOT NULL) STRICT");
    run("CREATE TABLE heads (stream_id INTEGER PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL) STRICT");
    run("CREATE TABLE marks (stream_id INTEGER NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,"
        "PRIMARY KEY (stream_id, version)) STRICT, WITHOUT ROWID");
    run("CREATE TABLE events (position INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, stream_version INTEGER NOT NULL,"
        "previous INTEGER, id BLOB NOT NULL UNIQUE, type TEXT NOT NULL, version INTEGER NOT NULL,"
        "time_seconds INTEGER NOT NULL, time_nanoseconds INTEGER NOT NULL, user_id TEXT, correlation_id TEXT,"
        "causation_id TEXT, extra TEXT, payload TEXT NOT NULL) STRICT");
    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    sqlite3_stmt *last = prepare("SELECT max(position) FROM events");
    sqlite3_stmt *find = prepare(
        "SELECT s.id, h.version, h.position FROM streams s JOIN heads h ON h.stream_id = s.id WHERE s.name = ?");
    sqlite3_stmt *make = prepare("INSERT INTO streams (name, category) VALUES (?, 'Order')");
    sqlite3_stmt *insert_head = prepare("INSERT INTO heads (version, position, stream_id) VALUES (?, ?, ?)");
    sqlite3_stmt *update_head = prepare("UPDATE heads SET version = ?, position = ? WHERE stream_id = ?");
    sqlite3_stmt *mark = prepare("INSERT INTO marks (version, position, stream_id) VALUES (?, ?, ?)");
    sqlite3_stmt *insert = prepare(
        "INSERT INTO events (position, stream_id, stream_version, previous, id, type, version, time_seconds,"
        "time_nanoseconds, payload) VALUES (?, ?, ?, ?, ?, 'OrderPlaced', 3, 1700000000, 5, ?)");
    int length = (int)strlen(payload);
    int64_t position = 0;
    begin_timing();
    for (int number = 0; number < count; number++) {
        if (number % batch == 0) {
            step(begin);
            // Somebody else may have written.
            check(sqlite3_step(last), "last");
            position = sqlite3_column_int64(last, 0);
            sqlite3_reset(last);
        }
        char name[64];
        int size = stream_name(name, number % streams);
        sqlite3_bind_text(find, 1, name, size, SQLITE_STATIC);
        int64_t stream, version = 0, previous = 0;
        if (sqlite3_step(find) == SQLITE_ROW) {
            stream = sqlite3_column_int64(find, 0);
            version = sqlite3_column_int64(find, 1);
            previous = sqlite3_column_int64(find, 2);
        } else {
            sqlite3_bind_text(make, 1, name, size, SQLITE_STATIC);
            step(make);
            stream = sqlite3_last_insert_rowid(db);
        }
        sqlite3_reset(find);
        if (version != number / streams) exit(1);
        uint64_t random = (uint64_t)number * 0x9E3779B97F4A7C15u;
        uint8_t bytes[16];
        // Time-ordered, as ours are: the first bytes grow.
        for (int place = 0; place < 8; place++) {
            bytes[place] = (uint8_t)((uint64_t)number * 1000u >> (56 - 8 * place));
            bytes[8 + place] = (uint8_t)(random >> (8 * place));
        }
        position++;
        sqlite3_bind_int64(insert, 1, position);
        sqlite3_bind_int64(insert, 2, stream);
        sqlite3_bind_int64(insert, 3, version + 1);
        if (version) sqlite3_bind_int64(insert, 4, previous);
        else sqlite3_bind_null(insert, 4);
        sqlite3_bind_blob(insert, 5, bytes, 16, SQLITE_STATIC);
        sqlite3_bind_text(insert, 6, payload, length, SQLITE_STATIC);
        step(insert);
        sqlite3_stmt *head[] = {version ? update_head : insert_head, mark};
        for (int one = 0; one < ((version + 1) % 64 == 0 ? 2 : 1); one++) {
            sqlite3_bind_int64(head[one], 1, version + 1);
            sqlite3_bind_int64(head[one], 2, position);
            sqlite3_bind_int64(head[one], 3, stream);
            step(head[one]);
        }
        if (number % batch == batch - 1 || number == count - 1) step(commit);
    }
    end_timing(count);
}

static void append_text(int count, int batch, int streams) {
    run("CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream_id TEXT NOT NULL,"
        "stream_version INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,"
        "time_seconds INTEGER NOT NULL, time_nanoseconds INTEGER NOT NULL, payload TEXT NOT NULL,"
        "UNIQUE (stream_id, stream_version)) STRICT");
    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    sqlite3_stmt *insert = prepare(
        "INSERT INTO events (stream_id, stream_version, id, type, version, time_seconds, time_nanoseconds, payload)"
        "VALUES (?, ?, ?, 'OrderPlaced', 3, 1700000000, 5, ?)");
    int length = (int)strlen(payload);
    begin_timing();
    for (int number = 0; number < count; number++) {
        if (number % batch == 0) step(begin);
        char name[64];
        int size = stream_name(name, number % streams);
        uint64_t id[2] = {(uint64_t)number, (uint64_t)number * 0x9E3779B97F4A7C15u};
        sqlite3_bind_text(insert, 1, name, size, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 2, number / streams + 1);
        sqlite3_bind_blob(insert, 3, id, 16, SQLITE_STATIC);
        sqlite3_bind_text(insert, 4, payload, length, SQLITE_STATIC);
        step(insert);
        if (number % batch == batch - 1 || number == count - 1) step(commit);
    }
    end_timing(count);
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
    begin_timing();
    int64_t total = 0;
    int rows = 0;
    while (sqlite3_step(all) == SQLITE_ROW) {
        total += sum(all);
        rows++;
    }
    end_timing(rows);
    printf("sum\t%lld\n", (long long)total);
    (void)count;
}

static void load(int count, int streams) {
    sqlite3_stmt *find = prepare(
        "SELECT h.position FROM annals_streams s JOIN annals_heads h ON h.stream_id = s.id WHERE s.name = ?");
    sqlite3_stmt *event = prepare("SELECT previous, e.* FROM annals_events e WHERE position = ?");
    sqlite3_stmt *begin = prepare("BEGIN"), *commit = prepare("COMMIT");
    begin_timing();
    int64_t total = 0;
    int rows = 0;
    for (int number = 0; number < count; number++) {
        char name[64];
        int size = stream_name(name, (int)((int64_t)number * 7919 % streams));
        step(begin);
        sqlite3_bind_text(find, 1, name, size, SQLITE_STATIC);
        check(sqlite3_step(find), "find");
        int64_t position = sqlite3_column_int64(find, 0);
        sqlite3_reset(find);
        while (position) {
            sqlite3_bind_int64(event, 1, position);
            position = 0;
            if (sqlite3_step(event) == SQLITE_ROW) {
                position = sqlite3_column_int64(event, 0);
                total += sum(event);
                rows++;
            }
            sqlite3_reset(event);
        }
        step(commit);
    }
    end_timing(count);
    printf("rows\t%d\nsum\t%lld\n", rows, (long long)total);
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
    run("PRAGMA cache_size = -16384");
    if (!strcmp(argv[1], "append")) append(count, batch, streams);
    else if (!strcmp(argv[1], "append-text")) append_text(count, batch, streams);
    else if (!strcmp(argv[1], "replay")) replay(count);
    else if (!strcmp(argv[1], "load")) load(count, streams);
    else return 64;
    sqlite3_close(db);
    return 0;
}
