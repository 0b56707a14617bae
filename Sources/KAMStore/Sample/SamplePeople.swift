import KAMModel

/// The people of the sample company.
struct SamplePeople {
    static let header = [
        "member_id", "name", "team", "role", "region", "skills", "languages", "weekly_hours", "start_date", "end_date",
        "leave", "hourly_cost", "seniority",
    ]
    static let regions = ["East", "West", "Overseas"]
    static let segments = ["manufacturing", "finance", "retail", "healthcare", "software", "logistics"]

    struct Person {
        let id: String
        let team: String
        let region: String
        let skills: [String]
        let row: [String]
    }

    let people: [Person]
    /// The members of field sales who promise what cannot be kept.
    let overPromisers: Set<String>
    private let byTeamAndRegion: [String: [Person]]

    init(count: Int, asOf: Day, random: inout SplitMix64) {
        var people: [Person] = []
        for (team, share) in SamplePeople.teams {
            let size =
                team.key == "field_sales" ? count - SamplePeople.others(count) : max(1, Int(Double(count) * share))
            for number in 1...size {
                people.append(SamplePeople.person(team, number, asOf: asOf, &random))
            }
        }
        self.people = people
        byTeamAndRegion = Dictionary(grouping: people) { "\($0.team)/\($0.region)" }
        overPromisers = Set(people.filter { $0.team == "field_sales" }.prefix(2).map(\.id))
    }

    var rows: [[String]] { people.map(\.row) }

    /// A member of a team, of the region where the team has one there.
    func pick(_ team: String, _ region: String, _ random: inout SplitMix64) -> Person {
        let near = byTeamAndRegion["\(team)/\(region)"] ?? []
        return random.pick(near.isEmpty ? people.filter { $0.team == team } : near)
    }

    private typealias Kind = (key: String, prefix: String, role: String, cost: Int)

    private static let teams: [(Kind, Double)] = [
        (("inside_sales", "IS", "sdr", 4200), 0.24), (("field_sales", "FS", "account_executive", 6500), 0.42),
        (("customer_success", "CS", "csm", 5200), 0.2), (("key_account", "KA", "kam", 8800), 0.14),
    ]

    /// Levels 1 to 4; who manages key accounts has at least 3.
    private static func level(_ team: String, _ number: Int) -> Int {
        team == "key_account" ? [3, 4][number % 2] : [1, 2, 2, 3][number % 4]
    }

    private static func others(_ count: Int) -> Int {
        teams.filter { $0.0.key != "field_sales" }.reduce(0) { $0 + max(1, Int(Double(count) * $1.1)) }
    }

    private static func person(_ kind: Kind, _ number: Int, asOf: Day, _ random: inout SplitMix64) -> Person {
        let region = regions[(number - 1) % regions.count]
        let skills = [segments[(number - 1) % segments.count], random.pick(segments)]
        let isJapanese = region != "Overseas"
        let name = SampleNames.person(isJapanese: isJapanese, &random)
        let joined = number % 11 == 3 ? asOf.advanced(by: -40) : asOf.advanced(by: -random.whole(800...2400))
        let left = number % 13 == 5 ? asOf.advanced(by: 45).description : ""
        let leave = number % 9 == 4 ? "\(asOf.advanced(by: 20))/\(asOf.advanced(by: 33))" : ""
        let languages = isJapanese ? (random.happens(0.4) ? "ja;en" : "ja") : "en;ja"
        let id = "\(kind.prefix)\(SampleNames.padded(number, 2))"
        let row = [
            id, name, kind.key, kind.role, region, Set(skills).sorted().joined(separator: ";"), languages,
            String([32, 36, 38, 40][number % 4]), joined.description, left, leave, String(kind.cost),
            String(SamplePeople.level(kind.key, number)),
        ]
        return Person(id: id, team: kind.key, region: region, skills: skills, row: row)
    }
}
