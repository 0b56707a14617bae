# shellcheck shell=bash
# A PostgreSQL for the length of a script, to be sourced: `throwaway_cluster` starts it and points libpq at it.
#
# It listens on no port. It is stopped and removed when the script ends, however that happens; should the script be
# killed with -9, a watcher does it. Started by root, it runs as the user postgres.

pg_bin=${KAM_PG_BIN:-}
if [ -z "$pg_bin" ]; then
    for candidate in /usr/lib/postgresql/15/bin "$(pg_config --bindir 2>/dev/null || true)"; do
        if [ -x "$candidate/initdb" ]; then
            pg_bin=$candidate
            break
        fi
    done
fi

as_server=()
cluster=

throwaway_cluster() {
    [ -n "$pg_bin" ] && [ -x "$pg_bin/initdb" ] || {
        echo "PostgreSQL 15 was not found: scripts/bootstrap installs it, and KAM_PG_BIN names it elsewhere" >&2
        exit 1
    }
    # Below a long TMPDIR the socket's path would be too long; below a closed one the user postgres could not enter.
    local parent=${TMPDIR:-/tmp}
    if [ "$(id -u)" -eq 0 ] || [ "${#parent}" -gt 60 ]; then parent=/tmp; fi
    cluster=$(mktemp -d "$parent/kam-sql-XXXXXX")
    watch_over $$ "$cluster"
    trap remove_cluster EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres: "$cluster"
        as_server=(setpriv --reuid=postgres --regid=postgres --init-groups --)
    fi
    (
        cd / || exit 1
        export LC_ALL=C TZ=UTC
        "${as_server[@]}" "$pg_bin/initdb" -D "$cluster/data" -U postgres --auth=trust --encoding=UTF8 \
            --locale=C.UTF-8 --no-sync >"$cluster/initdb.log" 2>&1 || { cat "$cluster/initdb.log" >&2; exit 1; }
        "${as_server[@]}" "$pg_bin/pg_ctl" -D "$cluster/data" -l "$cluster/server.log" -w -t 60 -s \
            -o "-c listen_addresses= -c unix_socket_directories=$cluster -c fsync=off -c full_page_writes=off" \
            start </dev/null || { cat "$cluster/server.log" >&2; exit 1; }
    ) || exit 1
    unset "${!PG@}"
    export PGHOST=$cluster PGUSER=postgres PGDATABASE=postgres PGOPTIONS='-c client_min_messages=warning'
}

# The watcher holds nothing of the script: no output and no terminal.
watch_over() {
    setsid sh -c '
        while kill -0 "$1" && [ -d "$2" ]; do sleep 1; done
        [ -d "$2" ] || exit 0
        sleep 2
        kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
        sleep 1
        rm -rf "$2"' kam-sql-watch "$@" </dev/null >/dev/null 2>&1 &
}

remove_cluster() {
    local status=$?
    local server
    server=$(head -n 1 "$cluster/data/postmaster.pid" 2>/dev/null || true)
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true
        for _ in $(seq 100); do
            kill -0 "$server" 2>/dev/null || break
            sleep 0.05
        done
    fi
    rm -rf "$cluster"
    exit "$status"
}

run_sql() { "$pg_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@" >/dev/null; }

# The roles of kam and its database with the whole schema, made as `kam` itself makes them.
make_kam_database() {
    run_sql -c 'CREATE ROLE kam_owner LOGIN' -c 'CREATE ROLE kam_app LOGIN' -c 'CREATE DATABASE kam OWNER kam_owner' ||
        return 1
    export PGDATABASE=kam
    local file
    for file in "$1"/migrations/[0-9]*.sql "$1"/views/[0-9]*.sql; do
        [ -f "$file" ] || { echo "there is no $file" >&2; return 1; }
        run_sql -U kam_owner --single-transaction -f "$file" || { echo "$file failed" >&2; return 1; }
    done
}

# The schema of the database as text that depends on the schema alone.
print_schema() {
    echo "-- The schema that sql/migrations and sql/views make, for reading. Written by scripts/schema; do not edit."
    "$pg_bin/pg_dump" --schema-only --no-owner |
        sed -E -e '/^--( |$)/d' -e '/^SET /d' -e '/^\\(un)?restrict /d' -e "/^SELECT pg_catalog.set_config/d" |
        cat -s
}
