import CSV
import KAMModel

/// Finds which column of a file fills which target.
struct ColumnMapper {
    /// Something to say about the columns.
    struct Fault {
        let severity: Diagnostic.Severity
        let code: ImportCode
        let message: String
        let hint: String?
    }

    let header: CSVHeader
    let entity: ImportEntity
    let rule: FileRule
    let profile: ImportProfile
    private let keys: [String]
    private(set) var faults: [Fault] = []
    private var used: Set<Int> = []

    init(header: CSVHeader, entity: ImportEntity, rule: FileRule, profile: ImportProfile) {
        self.header = header
        self.entity = entity
        self.rule = rule
        self.profile = profile
        keys = header.names.map(NameKey.column)
    }

    /// The columns in the order of staging; nothing where the file has none.
    mutating func map() -> [ImportFile.Column?] {
        let columns = entity.columns.map { column(for: $0) }
        for (target, column) in zip(entity.columns, columns) where column == nil && target.isRequired {
            complainMissing(target)
        }
        if entity == .opportunity, columns[1] == nil, columns[2] == nil {
            complainMissing(TargetColumn("account_id or account_name", .key))
        }
        complainUnused()
        return columns
    }

    /// The position of the first of some names.
    func position(of names: [String]) -> Int? {
        for name in names {
            if let index = keys.firstIndex(of: NameKey.column(name)) { return index }
        }
        return nil
    }

    private mutating func column(for target: TargetColumn) -> ImportFile.Column? {
        guard let columnRule = rule.columns[target.name] else { return nil }
        let order = columnRule.dateOrder ?? profile.dateOrder ?? .ymd
        if case .visits = target.kind { return visits(target, columnRule, order) }
        guard let index = position(of: columnRule.from) else { return nil }
        used.insert(index)
        if let second = keys[(index + 1)...].firstIndex(of: keys[index]) {
            faults.append(
                Fault(
                    severity: .warning, code: .columnTwice,
                    message:
                        "the column '\(header.names[index])' stands twice: columns \(index + 1) and \(second + 1); "
                        + "the first is read", hint: nil))
            used.insert(second)
        }
        return ImportFile.Column(
            target: target, sources: [index], rule: columnRule, title: header.names[index], stages: [],
            dateOrder: order)
    }

    /// Columns such as `Date entered "Proposal (Sales Pipeline)"`.
    private mutating func visits(
        _ target: TargetColumn, _ columnRule: ColumnRule, _ order: DateOrder
    ) -> ImportFile.Column? {
        var sources: [Int] = []
        var stages: [String] = []
        for (index, name) in header.names.enumerated() where !used.contains(index) {
            guard let stage = columnRule.from.lazy.compactMap({ Self.captured(name, $0) }).first else { continue }
            used.insert(index)
            guard let meaning = profile.stageMap[NameKey.of(stage)] else {
                faults.append(
                    Fault(
                        severity: .warning, code: .stageUnknown,
                        message: "the column '\(name)' is left out: '\(stage)' is not in the stage map", hint: nil))
                continue
            }
            sources.append(index)
            stages.append(meaning.state == "open" ? meaning.stage ?? "" : meaning.state)
        }
        if sources.isEmpty { return nil }
        return ImportFile.Column(
            target: target, sources: sources, rule: columnRule, title: target.name, stages: stages, dateOrder: order)
    }

    /// What `*` stands for in a name, without a remark in parentheses at its end.
    private static func captured(_ name: String, _ pattern: String) -> String? {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map { $0.lowercased() }
        let lower = name.lowercased()
        guard parts.count == 2, lower.hasPrefix(parts[0]), lower.hasSuffix(parts[1]),
            name.count > parts[0].count + parts[1].count
        else { return nil }
        let middle = name.dropFirst(parts[0].count).dropLast(parts[1].count)
        guard middle.hasSuffix(")"), let open = middle.lastIndex(of: "(") else { return String(middle) }
        let bare = middle[..<open]
        return bare.hasSuffix(" ") ? String(bare.dropLast()) : String(bare)
    }

    private mutating func complainMissing(_ target: TargetColumn) {
        let accepted = rule.columns[target.name]?.from ?? []
        let found = header.names.filter { !$0.isEmpty }.joined(separator: ", ")
        let nearest = accepted.lazy.compactMap(nearestHeader).first
        let names = accepted.isEmpty ? target.name : accepted.prefix(3).map { "'\($0)'" }.joined(separator: " or ")
        faults.append(
            Fault(
                severity: .error, code: .columnMissing, message: "no column for \(target.name): found \(found)",
                hint: nearest.map { "Maybe '\($0)' is meant for \(names); say so in the profile." }
                    ?? "The profile accepts \(names)."))
    }

    /// The name in the header that is spelt nearly as an accepted one.
    private func nearestHeader(_ accepted: String) -> String? {
        NearestWord.find(NameKey.column(accepted), among: keys.filter { !$0.isEmpty })
            .flatMap { keys.firstIndex(of: $0) }.map { header.names[$0] }
    }

    private mutating func complainUnused() {
        for leaveOut in rule.leaveOut { used.formUnion(position(of: leaveOut.columns).map { [$0] } ?? []) }
        let unused = header.names.indices.filter { !used.contains($0) && !header.names[$0].isEmpty }
        if unused.isEmpty { return }
        let names = unused.map { header.names[$0] }.joined(separator: ", ")
        faults.append(
            Fault(
                severity: .note, code: .columnUnused,
                message: "\(unused.count) \(unused.count == 1 ? "column is" : "columns are") not read: \(names)",
                hint: nil))
    }
}
