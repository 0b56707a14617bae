extension PostgresError {
    /// A duplicate of a unique or primary key (23505).
    public var isUniqueViolation: Bool { sqlState == "23505" }

    /// A reference to nothing, or the removal of something referred to (23503).
    public var isForeignKeyViolation: Bool { sqlState == "23503" }

    /// A row that a CHECK forbids (23514).
    public var isCheckViolation: Bool { sqlState == "23514" }

    /// An overlap that an EXCLUDE forbids (23P01).
    public var isExclusionViolation: Bool { sqlState == "23P01" }

    /// The server's disk is full (53100).
    public var isDiskFull: Bool { sqlState == "53100" }

    /// The server is out of memory (53200).
    public var isOutOfMemory: Bool { sqlState == "53200" }

    /// The server takes no more connections (53300).
    public var isTooManyConnections: Bool { sqlState == "53300" }

    /// The server or an administrator ended the session, or the server is starting or stopping (57P01, 57P02, 57P03).
    public var isShutdown: Bool { ["57P01", "57P02", "57P03"].contains(sqlState) }

    /// The transaction lost against a concurrent one and would succeed if run again (40001, 40P01).
    public var isRetryable: Bool { ["40001", "40P01"].contains(sqlState) }

    /// The statement ran out of its time or was cancelled on the server (57014).
    public var isQueryCancelled: Bool { sqlState == "57014" }

    /// No usable server: not reachable, no room, or shutting down.
    public var isUnavailable: Bool {
        kind == .unreachable || kind == .closed || isTooManyConnections || isShutdown
    }
}
