import CPostgres

extension ConnectionConfiguration {
    /// The same server, user and settings with another database.
    ///
    /// - Parameter name: The database.
    /// - Returns: The description of such a session.
    /// - Throws: `PostgresError` of kind `.configuration` when the connection string cannot be read.
    public func naming(database name: String) throws(PostgresError) -> ConnectionConfiguration {
        var other = self
        let kept = try options().filter { $0.keyword != "dbname" }.map { ($0.keyword, $0.value) }
        other.connectionString = (kept + [("dbname", name)]).map { "\($0.0)=\(Self.enclosed($0.1))" }
            .joined(separator: " ")
        return other
    }

    /// The connection string as PostgreSQL's own programs take it, so that no password is among their arguments, which
    /// every user of the machine can see.
    ///
    /// - Returns: Variables for the environment, and a connection string with the database and what has no variable.
    /// - Throws: `PostgresError` of kind `.configuration` when the connection string cannot be read.
    public func forPrograms() throws(PostgresError) -> (environment: [String: String], connectionString: String) {
        let variables = Self.variables()
        var environment: [String: String] = [:]
        var rest: [String] = []
        for option in try options() {
            if option.keyword != "dbname", let variable = variables[option.keyword] {
                environment[variable] = option.value
            } else {
                rest.append("\(option.keyword)=\(Self.enclosed(option.value))")
            }
        }
        return (environment, rest.joined(separator: " "))
    }

    /// The variable of the environment that libpq reads for each of its parameters that has one.
    private static func variables() -> [String: String] {
        guard let list = PQconndefaults() else { return [:] }
        defer { PQconninfoFree(list) }
        var variables: [String: String] = [:]
        var entry = list
        while let keyword = entry.pointee.keyword {
            if let variable = entry.pointee.envvar { variables[String(cString: keyword)] = String(cString: variable) }
            entry += 1
        }
        return variables
    }

    /// A value in quotes.
    private static func enclosed(_ value: String) -> String {
        "'" + value.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
