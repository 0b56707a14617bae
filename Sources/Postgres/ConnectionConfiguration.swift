import CPostgres

/// Where the server is, and how a session starts.
public struct ConnectionConfiguration: Sendable, CustomStringConvertible {
    /// A value that `set_config` gives the session.
    public struct Setting: Sendable, Hashable {
        /// The name, such as `kam.tenant_id`.
        public let name: String
        /// The value.
        public let value: String

        /// A setting by name and value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A libpq connection string, `key=value …` or `postgresql://…`; everything in it, TLS included, is libpq's.
    public var connectionString: String
    /// The name the server shows for the session.
    public var applicationName: String
    /// How long a statement may run; `nil` leaves it to the server.
    public var statementTimeout: Duration?
    /// Settings applied when the session starts, in order.
    public var settings: [Setting]
    /// How many prepared statements a connection keeps.
    public var preparedStatements: Int
    /// Receives warnings and notices, on the connection's thread; it must be quick.
    public var onNotice: (@Sendable (ServerNotice) -> Void)?

    /// Describes a session.
    ///
    /// - Parameters:
    ///   - connectionString: In libpq's form or as a URL; may be empty, then libpq's environment decides.
    ///   - applicationName: Shown in `pg_stat_activity`.
    ///   - statementTimeout: At a resolution of milliseconds.
    ///   - settings: Applied in order with `set_config`.
    ///   - preparedStatements: At least 1.
    ///   - onNotice: Called for each warning and notice of the server.
    public init(
        _ connectionString: String, applicationName: String = "kam", statementTimeout: Duration? = nil,
        settings: [Setting] = [], preparedStatements: Int = 128,
        onNotice: (@Sendable (ServerNotice) -> Void)? = nil
    ) {
        precondition(preparedStatements >= 1, "preparedStatements is \(preparedStatements), must be at least 1")
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.statementTimeout = statementTimeout
        self.settings = settings
        self.preparedStatements = preparedStatements
        self.onNotice = onNotice
    }

    /// The connection string in `key=value` form with every secret masked.
    public var description: String {
        guard let options = try? options() else { return "(a connection string that cannot be read)" }
        return options.map { option in
            "\(option.keyword)=\(option.isSecret ? "****" : Self.quoted(option.value))"
        }.joined(separator: " ")
    }

    private static func quoted(_ value: String) -> String {
        guard value.isEmpty || value.contains(where: { " '\\".contains($0) }) else { return value }
        return "'" + value.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }
}

/// A warning or notice of the server.
public struct ServerNotice: Sendable, Hashable {
    /// `WARNING`, `NOTICE`, `INFO`, `LOG` or `DEBUG`, never translated.
    public let severity: String
    /// The five characters of its code.
    public let sqlState: String
    /// The text, which may quote values.
    public let message: String
}

extension ConnectionConfiguration {
    struct Option {
        let keyword: String
        let value: String
        let isSecret: Bool
    }

    /// What the connection string sets.
    func options() throws(PostgresError) -> [Option] {
        var message: UnsafeMutablePointer<CChar>?
        guard let list = PQconninfoParse(connectionString, &message) else {
            defer { PQfreemem(message) }
            throw .configuration(Self.safe(message.map { String(cString: $0) } ?? ""))
        }
        defer { PQconninfoFree(list) }
        var options: [Option] = []
        var entry = list
        while let keyword = entry.pointee.keyword {
            if let value = entry.pointee.val {
                let shown = entry.pointee.dispchar.map { String(cString: $0) } ?? ""
                options.append(
                    Option(keyword: String(cString: keyword), value: String(cString: value), isSecret: shown == "*"))
            }
            entry += 1
        }
        return options
    }

    /// libpq's complaint, without the text it quotes unless that is the name of a parameter.
    private static func safe(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no reason given"
        if line.hasPrefix("invalid connection option") || line.hasPrefix("invalid URI query parameter") { return line }
        return "the connection string cannot be read: " + line.prefix { $0 != "\"" }
    }

    /// The session settings, the statement timeout among them.
    var sessionSettings: [Setting] {
        guard let statementTimeout else { return settings }
        let (seconds, attoseconds) = statementTimeout.components
        let milliseconds = max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        return [Setting("statement_timeout", String(milliseconds))] + settings
    }
}
