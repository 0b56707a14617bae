import CSV
import KAMModel
import Yams

extension ProfileReader {
    private static let delimiters: [String: Delimiter] = [
        "comma": .comma, "semicolon": .semicolon, "tab": .tab, "pipe": .pipe,
    ]

    /// Reads how a file is found and read.
    mutating func fileRule(_ node: Node, _ entity: ImportEntity) -> FileRule {
        var rule = FileRule()
        let allowed = ["names", "required", "encoding", "delimiter", "leave_out", "columns"]
        guard let keys = mapping(node, "files.\(entity.rawValue)", allowing: allowed) else { return rule }
        rule.names = strings(keys["names"], "names")
        if let required = keys["required"] {
            if let flag = required.bool {
                rule.isRequired = flag
            } else {
                complain(required, "required must be true or false")
            }
        }
        let encodings = TextEncoding.allCases.map(\.rawValue)
        rule.encoding = choice(keys["encoding"], "encoding", encodings).flatMap(TextEncoding.init)
        rule.delimiter = choice(keys["delimiter"], "delimiter", Self.delimiters.keys.sorted())
            .flatMap { Self.delimiters[$0] }
        for item in items(keys["leave_out"], "leave_out") {
            if let leaveOut = leaveOutRule(item) { rule.leaveOut.append(leaveOut) }
        }
        let names = Set(entity.columns.map(\.name))
        for (key, column) in entries(keys["columns"], "columns") {
            let name = key.string ?? ""
            guard names.contains(name) else {
                let known = entity.columns.map(\.name).joined(separator: ", ")
                complain(key, "unknown column '\(name)' of \(entity.rawValue)", hint: "Known are \(known).")
                continue
            }
            rule.columns[name] = columnRule(column, name)
        }
        return rule
    }

    private mutating func leaveOutRule(_ node: Node) -> LeaveOutRule? {
        guard let keys = mapping(node, "leave_out", allowing: ["column", "values", "reason"]) else { return nil }
        let columns = strings(keys["column"], "column")
        let values = strings(keys["values"], "values")
        if columns.isEmpty || values.isEmpty { complain(node, "leave_out needs 'column' and 'values'") }
        return LeaveOutRule(
            columns: columns, values: Set(values.map(NameKey.of)), reason: string(keys["reason"], "reason") ?? "")
    }

    private mutating func columnRule(_ node: Node, _ name: String) -> ColumnRule {
        var rule = ColumnRule()
        if node.mapping == nil {
            rule.from = strings(node, name)
            return rule
        }
        let allowed = ["from", "multiply", "currency", "unit", "dates", "unreadable"]
        guard let keys = mapping(node, name, allowing: allowed) else { return rule }
        rule.from = strings(keys["from"], "from")
        if let factor = keys["multiply"] {
            if let value = factor.int, value > 0 {
                rule.multiply = Int64(value)
            } else {
                complain(factor, "multiply must be a whole number above 0")
            }
        }
        rule.currency = currency(keys["currency"])
        if let unit = choice(keys["unit"], "unit", ["percent", "fraction"]).flatMap(ColumnRule.ShareUnit.init) {
            rule.unit = unit
        }
        rule.dateOrder = choice(keys["dates"], "dates", ["ymd", "dmy", "mdy"]).flatMap(DateOrder.init)
        if let choice = choice(keys["unreadable"], "unreadable", ["reject", "empty"]) {
            rule.unreadable = ColumnRule.Unreadable(rawValue: choice) ?? .reject
        }
        return rule
    }
}
