#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <libpq-fe.h>

/* fcntl is variadic, and Swift does not import variadic functions. */
static inline int kam_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFD, FD_CLOEXEC) < 0) return -1;
    return fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

/* The fields of an error are character literals behind macros, which Swift does not import. */
static const int kam_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int kam_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int kam_diag_message = PG_DIAG_MESSAGE_PRIMARY;
static const int kam_diag_hint = PG_DIAG_MESSAGE_HINT;
static const int kam_diag_position = PG_DIAG_STATEMENT_POSITION;
static const int kam_diag_context = PG_DIAG_CONTEXT;
static const int kam_diag_schema = PG_DIAG_SCHEMA_NAME;
static const int kam_diag_table = PG_DIAG_TABLE_NAME;
static const int kam_diag_column = PG_DIAG_COLUMN_NAME;
static const int kam_diag_constraint = PG_DIAG_CONSTRAINT_NAME;
static const int kam_diag_function = PG_DIAG_SOURCE_FUNCTION;
