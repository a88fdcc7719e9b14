#include "FaultyDisk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// A folder that is watched. It lives as long as a file of it is open.
typedef struct folder {
    struct folder *next;
    char *path;
    faulty_hook hook;
    void *context;
    int users;
    pthread_rwlock_t lock; // held for reading while the hook runs
} folder;

// A file of a watched folder; behind it lies the system's.
typedef struct {
    sqlite3_file base;
    folder *folder;
    char *path;
} watched_file;

enum { HEADER = (sizeof(watched_file) + 15) & ~(size_t)15 };

static sqlite3_vfs shim;
static sqlite3_vfs *usual;
static folder *folders;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((char *)file + HEADER); }

static void release(folder *folder) {
    pthread_mutex_lock(&guard);
    int unused = --folder->users == 0;
    pthread_mutex_unlock(&guard);
    if (!unused) return;
    pthread_rwlock_destroy(&folder->lock);
    free(folder->path);
    free(folder);
}

// The folder that a path lies in, with one more user; NULL for none.
static folder *find(const char *path) {
    if (!path) return NULL;
    pthread_mutex_lock(&guard);
    folder *found = folders;
    while (found && strncmp(path, found->path, strlen(found->path))) found = found->next;
    if (found) found->users++;
    pthread_mutex_unlock(&guard);
    return found;
}

static int ask(folder *folder, faulty_operation *operation) {
    pthread_rwlock_rdlock(&folder->lock);
    int code = folder->hook ? folder->hook(folder->context, operation) : SQLITE_OK;
    pthread_rwlock_unlock(&folder->lock);
    return code;
}

static int ask_file(sqlite3_file *file, faulty_kind kind, int64_t offset, int64_t count) {
    watched_file *watched = (watched_file *)file;
    faulty_operation operation = {.kind = kind, .path = watched->path, .offset = offset, .count = count};
    return ask(watched->folder, &operation);
}

// Files

static int file_close(sqlite3_file *file) {
    watched_file *watched = (watched_file *)file;
    int code = real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
    free(watched->path);
    release(watched->folder);
    return code;
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int code = ask_file(file, FAULTY_READ, offset, count);
    return code ? code : real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    watched_file *watched = (watched_file *)file;
    faulty_operation operation = {
        .kind = FAULTY_WRITE, .path = watched->path, .bytes = bytes, .offset = offset, .count = count};
    int code = ask(watched->folder, &operation);
    if (!code) return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    if (operation.written > 0) real(file)->pMethods->xWrite(real(file), bytes, (int)operation.written, offset);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int code = ask_file(file, FAULTY_TRUNCATE, 0, size);
    return code ? code : real(file)->pMethods->xTruncate(real(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
    (void)flags;
    return ask_file(file, FAULTY_SYNC, 0, 0);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int file_lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }

static int file_unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

static int file_is_reserved(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int file_characteristics(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int file_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    int code = ask_file(file, FAULTY_SHARED_MEMORY, page, extend);
    return code ? code : real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

static int file_lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void file_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int file_unmap(sqlite3_file *file, int deletes) {
    return real(file)->pMethods->xShmUnmap(real(file), deletes);
}

// Version 2: nothing is read or written through memory maps, past the hook.
static const sqlite3_io_methods methods = {
    2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock,
    file_is_reserved, file_control, file_sector_size, file_characteristics, file_map, file_lock_shared, file_barrier,
    file_unmap, NULL, NULL,
};

// The file system

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *actual) {
    (void)vfs;
    folder *folder = find(name);
    if (!folder) return usual->xOpen(usual, name, file, flags, actual);
    file->pMethods = NULL;
    int exists = 0;
    usual->xAccess(usual, name, SQLITE_ACCESS_EXISTS, &exists);
    faulty_operation operation = {.kind = FAULTY_OPEN, .path = name, .count = !exists};
    int code = ask(folder, &operation);
    if (!code) code = usual->xOpen(usual, name, real(file), flags, actual);
    char *path = code ? NULL : strdup(name);
    if (!path) {
        release(folder);
        return code ? code : SQLITE_NOMEM;
    }
    *(watched_file *)file = (watched_file){.base = {&methods}, .folder = folder, .path = path};
    return SQLITE_OK;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int syncs) {
    (void)vfs;
    folder *folder = find(name);
    if (!folder) return usual->xDelete(usual, name, syncs);
    faulty_operation operation = {.kind = FAULTY_DELETE, .path = name, .count = syncs};
    int code = ask(folder, &operation);
    release(folder);
    return code ? code : usual->xDelete(usual, name, 0);
}

static void install(void) {
    usual = sqlite3_vfs_find(NULL);
    if (!usual) return;
    shim = *usual;
    shim.zName = "annals-faulty-disk";
    shim.szOsFile = HEADER + usual->szOsFile;
    shim.pNext = NULL;
    shim.xOpen = shim_open;
    shim.xDelete = shim_delete;
    sqlite3_vfs_register(&shim, 1);
}

int faulty_watch(const char *path, faulty_hook hook, void *context) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    if (!usual) return SQLITE_ERROR;
    folder *new = calloc(1, sizeof(folder));
    if (!new) return SQLITE_NOMEM;
    new->path = strdup(path);
    if (!new->path) {
        free(new);
        return SQLITE_NOMEM;
    }
    new->hook = hook;
    new->context = context;
    new->users = 1;
    pthread_rwlock_init(&new->lock, NULL);
    pthread_mutex_lock(&guard);
    new->next = folders;
    folders = new;
    pthread_mutex_unlock(&guard);
    return SQLITE_OK;
}

void faulty_unwatch(const char *path) {
    pthread_mutex_lock(&guard);
    folder **place = &folders;
    while (*place && strcmp((*place)->path, path)) place = &(*place)->next;
    folder *found = *place;
    if (found) *place = found->next;
    pthread_mutex_unlock(&guard);
    if (!found) return;
    pthread_rwlock_wrlock(&found->lock);
    found->hook = NULL;
    pthread_rwlock_unlock(&found->lock);
    release(found);
}
