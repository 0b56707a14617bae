import CSV
import KAMModel
import Yams

/// Reads a profile from YAML and finds everything that is wrong with it.
struct ProfileReader {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    /// Adds a diagnostic.
    mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Reads a profile.
    ///
    /// - Parameter text: The YAML text.
    /// - Returns: The profile; of use only without diagnostics.
    mutating func read(_ text: String) -> ImportProfile? {
        let root: Node
        do {
            guard let node = try compose(yaml: text) else {
                complain(nil, "the profile is empty", code: .profileSyntax)
                return nil
            }
            root = node
        } catch let error as YamlError {
            complain(error)
            return nil
        } catch {
            complain(nil, "\(error)", code: .profileSyntax)
            return nil
        }
        guard let keys = mapping(root, "a profile", allowing: Self.topKeys) else { return nil }
        guard let currency = currency(keys["currency"]) else {
            if keys["currency"] == nil { complain(root, "the key 'currency' is missing") }
            return nil
        }
        var profile = ImportProfile(currency: currency)
        profile.text = text
        readScalars(keys, into: &profile)
        readMaps(keys, into: &profile)
        for (key, node) in entries(keys["files"], "files") {
            guard let entity = ImportEntity(rawValue: key.string ?? "") else {
                let known = ImportEntity.allCases.map(\.rawValue).joined(separator: ", ")
                complain(key, "unknown kind of file '\(key.string ?? "")'", hint: "Known are \(known).")
                continue
            }
            profile.files[entity] = fileRule(node, entity)
        }
        checkStages(profile, root)
        return profile
    }

    private static let topKeys = [
        "name", "description", "currency", "dates", "decimal_mark", "ids", "stages", "closed_stage", "stage_map",
        "owners", "values", "open_amount", "account_region", "member_defaults", "assumptions", "files",
    ]

    private mutating func readScalars(_ keys: [String: Node], into profile: inout ImportProfile) {
        profile.name = string(keys["name"], "name") ?? ""
        profile.dateOrder = choice(keys["dates"], "dates", ["ymd", "dmy", "mdy", "guess"]).flatMap(DateOrder.init)
        if keys["dates"] == nil { profile.dateOrder = .ymd }
        profile.decimalMark = choice(keys["decimal_mark"], "decimal_mark", ["point", "comma", "guess"])
            .flatMap(DecimalMark.init)
        if keys["decimal_mark"] == nil { profile.decimalMark = .point }
        if let style = choice(keys["ids"], "ids", ["plain", "salesforce"]).flatMap(ImportProfile.IDStyle.init) {
            profile.ids = style
        }
        profile.stages = strings(keys["stages"], "stages")
        profile.closedStage = string(keys["closed_stage"], "closed_stage") ?? ""
        profile.takesListPrice = choice(keys["open_amount"], "open_amount", ["none", "list_price"]) == "list_price"
        profile.takesOwnerRegion = choice(keys["account_region"], "account_region", ["none", "owner"]) == "owner"
        profile.assumptions = strings(keys["assumptions"], "assumptions")
        profile.memberDefaults = memberDefaults(keys["member_defaults"])
    }

    private mutating func readMaps(_ keys: [String: Node], into profile: inout ImportProfile) {
        for (key, node) in entries(keys["stage_map"], "stage_map") {
            guard let value = string(key, "a stage's value"), let meaning = stageMeaning(node) else { continue }
            profile.stageMap[NameKey.of(value)] = meaning
        }
        for (key, node) in entries(keys["owners"], "owners") {
            guard let alias = string(key, "an owner's name"), let member = string(node, "a member") else { continue }
            profile.owners[NameKey.of(alias)] = member
        }
        let columns = Set(ImportEntity.allCases.flatMap(\.columns).map(\.name))
        for (key, node) in entries(keys["values"], "values") {
            guard let column = string(key, "a column") else { continue }
            if !columns.contains(column) { complain(key, "unknown column '\(column)' in values") }
            for (from, to) in entries(node, "values of \(column)") {
                guard let value = string(from, "a value"), let other = string(to, "a value") else { continue }
                profile.values[column, default: [:]][NameKey.of(value)] = other
            }
        }
    }

    private mutating func memberDefaults(_ node: Node?) -> ImportProfile.MemberDefaults {
        var defaults = ImportProfile.MemberDefaults()
        guard let node,
            let keys = mapping(node, "member_defaults", allowing: ["team", "role", "weekly_hours", "start"])
        else { return defaults }
        if let team = string(keys["team"], "team") { defaults.team = team }
        if let role = string(keys["role"], "role") { defaults.role = role }
        if let hours = keys["weekly_hours"] {
            if let value = hours.float, (0...80).contains(value) {
                defaults.weeklyHours = value
            } else {
                complain(hours, "weekly_hours must be a number from 0 to 80")
            }
        }
        if let start = string(keys["start"], "start") {
            defaults.start = Day(start)
            if defaults.start == nil { complain(keys["start"], "start must be a day as 2018-03-31") }
        }
        return defaults
    }

    private mutating func stageMeaning(_ node: Node) -> ImportProfile.StageMeaning? {
        if let stage = node.scalar?.string { return ImportProfile.StageMeaning(stage: stage, state: "open") }
        guard let keys = mapping(node, "a stage's meaning", allowing: ["stage", "state"]) else { return nil }
        let state = choice(keys["state"], "state", ["open", "won", "lost"]) ?? "open"
        let stage = string(keys["stage"], "stage")
        if stage == nil && state == "open" { complain(node, "an open stage needs the key 'stage'") }
        return ImportProfile.StageMeaning(stage: stage, state: state)
    }

    private mutating func checkStages(_ profile: ImportProfile, _ root: Node) {
        if profile.stages.isEmpty { complain(root, "the key 'stages' is missing") }
        let used = Set(profile.stageMap.values.compactMap(\.stage) + [profile.closedStage])
        for stage in used.subtracting(profile.stages).sorted() {
            complain(root, stage.isEmpty ? "the key 'closed_stage' is missing" : "'\(stage)' is not among the stages")
        }
    }
}
