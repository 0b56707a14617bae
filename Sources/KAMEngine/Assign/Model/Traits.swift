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
    private let languages: [Set<Int>]
    private let skills: [Set<Int>]
    private let seniorities: [Int?]

    init(_ roster: Roster, _ accounts: [Account]) {
        var names: [String: Int] = [:]
        func number(_ name: String) -> Int {
            let key = name.lowercased()
            if let known = names[key] { return known }
            names[key] = names.count
            return names.count - 1
        }
        func language(_ code: String) -> Int {
            number(code.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init) ?? code)
        }
        asked = accounts.map { account in
            Asked(
                region: account.region.map(number), language: account.language.map(language),
                segment: account.segment == "unknown" ? nil : number(account.segment), seniority: account.seniority)
        }
        regions = roster.entries.map { $0.region.map(number) }
        languages = roster.entries.map { Set($0.member.languages.map(language)) }
        skills = roster.entries.map { Set($0.member.skills.map(number)) }
        seniorities = roster.entries.map(\.member.seniority)
    }

    /// The respects in which a member fits an account.
    func fit(_ member: Int, _ account: Int) -> Respects {
        Respect.allCases.reduce(into: .none) { found, respect in
            if fits(member, account, respect) { found.insert(Respects(respect)) }
        }
    }

    /// Whether a member fits an account in one respect.
    func fits(_ member: Int, _ account: Int, _ respect: Respect) -> Bool {
        let asked = asked[account]
        switch respect {
        case .region:
            guard let wanted = asked.region, let own = regions[member] else { return true }
            return wanted == own
        case .language:
            guard let wanted = asked.language, !languages[member].isEmpty else { return true }
            return languages[member].contains(wanted)
        case .skill:
            guard let wanted = asked.segment else { return true }
            return skills[member].contains(wanted)
        case .seniority:
            guard let wanted = asked.seniority, let own = seniorities[member] else { return true }
            return own >= wanted
        }
    }
}
