internal import KAMModel

/// One respect in which a member may not fit an account.
enum Respect: Int, CaseIterable, Sendable {
    case region, language, skill, seniority
}

/// Some respects together.
struct Respects: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let none = Respects([])

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ respect: Respect) { rawValue = 1 << UInt8(respect.rawValue) }

    func contains(_ respect: Respect) -> Bool { contains(Respects(respect)) }
}

/// What members and accounts must have in common, as numbers, so that many pairs are compared quickly.
///
/// What is not known fits: a member without a region serves all, an account without one is anybody's, and alike with
/// languages and levels. An account of the segment `unknown` asks for no skill.
struct Traits: Sendable {
    /// What an account asks for.
    struct Asked: Sendable {
        let region: Int?
        let language: Int?
        let segment: Int?
        let seniority: Int?
    }

    /// What each account asks for, `[account]`.
    let asked: [Asked]
    private let regions: [Int?]
    private let seniorities: [Int?]
    private let speaksAll: [Bool]
    private let nameCount: Int
    /// Whether a member speaks a language, or has a skill, `[member][name]`.
    private let has: [Bool]

    init(_ roster: Roster, _ accounts: [Account]) {
        var names: [String: Int] = [:]
        func number(_ kind: Character, _ name: String) -> Int {
            let key = "\(kind)\(name.lowercased())"
            if let known = names[key] { return known }
            names[key] = names.count
            return names.count - 1
        }
        func language(_ code: String) -> Int {
            number("l", code.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init) ?? code)
        }
        asked = accounts.map { account in
            Asked(
                region: account.region.map { number("r", $0) }, language: account.language.map(language),
                segment: account.segment == "unknown" ? nil : number("s", account.segment),
                seniority: account.seniority)
        }
        regions = roster.entries.map { $0.region.map { number("r", $0) } }
        let owned = roster.entries.map { entry in
            entry.member.languages.map(language) + entry.member.skills.map { number("s", $0) }
        }
        let count = names.count
        nameCount = count
        has = owned.flatMap { numbers in
            var row = [Bool](repeating: false, count: count)
            for number in numbers { row[number] = true }
            return row
        }
        speaksAll = roster.entries.map(\.member.languages.isEmpty)
        seniorities = roster.entries.map(\.member.seniority)
    }

    /// The respects in which a member fits an account.
    func fit(_ member: Int, _ account: Int) -> Respects {
        let asked = asked[account]
        var found: UInt8 = 0
        if fitsRegion(member, asked) { found |= Respects(.region).rawValue }
        if fitsLanguage(member, asked) { found |= Respects(.language).rawValue }
        if fitsSkill(member, asked) { found |= Respects(.skill).rawValue }
        if fitsSeniority(member, asked) { found |= Respects(.seniority).rawValue }
        return Respects(rawValue: found)
    }

    /// Whether a member fits an account in one respect.
    func fits(_ member: Int, _ account: Int, _ respect: Respect) -> Bool { fit(member, account).contains(respect) }

    private func fitsRegion(_ member: Int, _ asked: Asked) -> Bool {
        guard let wanted = asked.region, let own = regions[member] else { return true }
        return wanted == own
    }

    private func fitsLanguage(_ member: Int, _ asked: Asked) -> Bool {
        guard let wanted = asked.language else { return true }
        return speaksAll[member] || has[member * nameCount + wanted]
    }

    private func fitsSkill(_ member: Int, _ asked: Asked) -> Bool {
        asked.segment.map { has[member * nameCount + $0] } ?? true
    }

    private func fitsSeniority(_ member: Int, _ asked: Asked) -> Bool {
        guard let wanted = asked.seniority, let own = seniorities[member] else { return true }
        return own >= wanted
    }
}
