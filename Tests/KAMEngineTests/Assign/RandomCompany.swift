import KAMEngine
import KAMModel

extension SmallCompany {
    /// A small company with a bit of everything, drawn by a seed: regions, languages, levels, rivals, owners, a leaver.
    static func random(_ seed: UInt64) -> SmallCompany {
        var draw = SplitMix64(seed: seed)
        func pick<Item>(_ items: [Item]) -> Item { items[Int(draw.next() % UInt64(items.count))] }
        var company = SmallCompany()
        company.load = pick([
            .init(ceiling: 0.8), .init(ceiling: 0.5, limit: 0.9, stressPrice: 40),
            .init(ceiling: 0.8, spread: 0.05, spreadPrice: 15), .init(ceiling: 0.6, rampShare: 0.2, largestShare: 0.1),
        ])
        company.kamLeads = pick([false, false, true])
        company.rivalsApart = pick([.nobody, .kam, .everyone])
        company.jointBudget = pick([nil, nil, 4, 8])
        company.language = pick([.prefer, .ignore, .require])
        company.stability = .init(accountChangePrice: pick([0, 500]), changeBudget: pick([nil, nil, 2]))
        company.candidates = pick([2, 30])
        for (team, count) in [("inside", 2), ("field", 3), ("success", 2), ("kam", 2)] {
            for number in 1...count {
                company.add(
                    "\(team.first ?? "x")\(number)", team, region: pick(["East", "West", nil]),
                    skills: pick([["finance"], ["retail"], ["finance", "retail"]]),
                    languages: pick([[], ["en"], ["en", "ja"]]), seniority: pick([nil, 1, 2, 3]),
                    until: pick([nil, nil, nil, nil, day(2018, 3, 1)]), weekly: pick([8, 20, 40]))
            }
        }
        let people: [String?] = company.members.map(\.id.raw) + [nil, nil]
        for number in 1...Int(2 + draw.next() % 3) {
            company.add(
                account: "A\(number)", region: pick(["East", "West", nil]),
                segment: pick(["finance", "retail", "unknown"]),
                contribution: Double(draw.next() % 90) * 1000, kamHours: pick([10, 30]),
                hours: [pick([0, 12, 30]), pick([15, 45]), pick([0, 10])],
                owners: ["need": pick(people), "closing": pick(people)].compactMapValues(\.self), owner: pick(people),
                language: pick([nil, "en", "ja"]), seniority: pick([nil, 2]), rivals: pick([nil, "steel"]))
        }
        return company
    }
}
