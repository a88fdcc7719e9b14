// A VFS around SQLite's own one: what it does to the files of a folder is shown to a hook first, which may let it fail.
#ifndef FAULTY_DISK_H
#define FAULTY_DISK_H

#include <stdint.h>

/// What is about to be done to a file.
typedef enum {
    FAULTY_OPEN, // `count` is 1 where there was no file; may fail
    FAULTY_READ,
    FAULTY_WRITE, // of `count` bytes at `offset`
    FAULTY_TRUNCATE, // to `count` bytes
    FAULTY_SYNC,
    FAULTY_SHARED_MEMORY, // a part of the index beside the log
    FAULTY_DELETE, // `count` is 1 where the folder is synced, too
} faulty_kind;

/// An operation; its addresses are valid during the call.
typedef struct {
    faulty_kind kind;
    const char *path;
    const void *bytes;
    int64_t offset;
    int64_t count;
    /// For a write that is to fail: how many bytes are written before.
    int64_t written;
} faulty_operation;

/// Gives an SQLite result code; 0 lets the operation be done. It is called on any thread, by several at once.
typedef int (*faulty_hook)(void *context, faulty_operation *operation);

/// Shows the hook what is done to files whose paths begin with `folder`. Nothing is synced there: a process that is killed
/// loses nothing by that, and a power failure is the hook's to simulate. Other files are the system's alone.
///
/// Returns 0, or an SQLite result code.
int faulty_watch(const char *folder, faulty_hook hook, void *context);

/// Lets go of the folder. The hook is not called any more when this returns, also for files that are still open.
void faulty_unwatch(const char *folder);

#endif
