import CPostgres

extension PostgresError {
    /// Reads a failed result; values are left behind.
    init(result: OpaquePointer, statement: String?) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result, code).map { String(cString: $0) }
        }
        let state = field(DiagnosticField.sqlState)
        guard let state else {
            self = .lost
            self.statement = statement
            return
        }
        self.init(Self.kind(of: state), Redaction.message(field(DiagnosticField.message) ?? "", sqlState: state))
        sqlState = state
        severity = field(DiagnosticField.severity)
        hint = state.hasPrefix("22") ? nil : field(DiagnosticField.hint)
        constraint = field(DiagnosticField.constraint)
        schema = field(DiagnosticField.schema)
        table = field(DiagnosticField.table)
        column = field(DiagnosticField.column)
        position = field(DiagnosticField.position).flatMap { Int($0) }
        self.statement = statement
        if let context = field(DiagnosticField.context), let place = CopyPlace(context: context) {
            line = place.line
            column = column ?? place.column
        }
        let stale = state == "0A000" && field(DiagnosticField.sourceFunction) == "RevalidateCachedQuery"
        isStaleStatement = stale || state == "26000"
    }

    static func kind(of state: String) -> Kind {
        state.hasPrefix("28") ? .authentication : .server
    }

    /// Reads why a connection was not made, from libpq's verbose message.
    static func connecting(_ message: String, needsPassword: Bool) -> PostgresError {
        guard let (severity, state, text) = serverPart(of: message) else {
            let authentication = needsPassword || message.contains("authentication")
            return PostgresError(authentication ? .authentication : .unreachable, oneLine(message))
        }
        var error = PostgresError(kind(of: state), Redaction.message(text, sqlState: state))
        error.severity = severity
        error.sqlState = state
        return error
    }

    /// Finds `FATAL:  53300: message` in a message.
    private static func serverPart(of message: String) -> (severity: String, state: String, text: String)? {
        for line in message.split(separator: "\n").reversed() {
            let parts = line.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            for index in parts.indices.dropLast(2) {
                let state = parts[index + 1].drop { $0 == " " }
                let isState = state.utf8.count == 5 && state.utf8.allSatisfy(isStateCharacter)
                guard isState, parts[index + 1].hasPrefix("  ") else { continue }
                let severity = parts[index].drop { $0 == " " }
                let text = parts[(index + 2)...].joined(separator: ":").drop { $0 == " " }
                return (String(severity), String(state), String(text))
            }
        }
        return nil
    }

    private static func isStateCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func oneLine(_ message: String) -> String {
        message.split(whereSeparator: \.isNewline).map { line in line.drop { $0 == " " || $0 == "\t" } }
            .joined(separator: "; ")
    }
}

/// Cuts values out of the server's messages.
enum Redaction {
    /// The message of an error; for data exceptions (class 22) whatever stands between the first and the last quote
    /// is a value, or may be one, and goes.
    static func message(_ message: String, sqlState: String) -> String {
        guard sqlState.hasPrefix("22") else { return message }
        if sqlState == "22021" || sqlState == "22P05" {
            return String(message.prefix { $0 != ":" })
        }
        let quotes: Set<Character> = ["\"", "'", "“", "”", "„", "«", "»", "「", "」", "‘", "’"]
        guard let first = message.firstIndex(where: quotes.contains),
            let last = message.lastIndex(where: quotes.contains)
        else { return message }
        return message[..<first] + "\"…\"" + message[message.index(after: last)...]
    }
}

/// The place of an error within the rows of a COPY.
struct CopyPlace: Equatable {
    let line: Int
    let column: String?

    /// Reads `COPY table, line 3, column name: "value"` up to the value.
    init?(context: String) {
        guard context.hasPrefix("COPY "), let start = context.firstRange(of: ", line ") else { return nil }
        let rest = context[start.upperBound...]
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let line = Int(digits) else { return nil }
        self.line = line
        let tail = rest.dropFirst(digits.count)
        let marker = ", column "
        column = tail.hasPrefix(marker) ? String(tail.dropFirst(marker.count).prefix { $0 != ":" && $0 != "\n" }) : nil
    }
}
