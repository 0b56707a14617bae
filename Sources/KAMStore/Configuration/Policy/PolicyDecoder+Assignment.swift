import KAMModel

extension PolicyDecoder {
    func assignment(_ reader: YAMLReader, _ names: Names) -> AssignmentPolicy {
        let hires = unique(reader.sections(inList: "hires") { hire($0, names) }, "hire") { $0.name }
        return AssignmentPolicy(
            region: reader.choice("region", or: .prefer), language: reader.choice("language", or: .prefer),
            skill: reader.choice("skill", or: .prefer), seniority: reader.choice("seniority", or: .prefer),
            losses: AssignmentPolicy.Losses(
                region: reader.number("region_loss", .share), language: reader.number("language_loss", .share),
                skill: reader.number("skill_loss", .share), seniority: reader.number("seniority_loss", .share),
                change: reader.number("change_loss", .share), handoff: reader.number("handoff_loss", .share)),
            joint: AssignmentPolicy.Joint(
                saving: reader.number("joint_saving", .share), hours: reader.number("joint_hours", .atLeast(0)),
                budget: reader.numberIfGiven("joint_hours_budget", .atLeast(0))),
            load: load(reader),
            stability: AssignmentPolicy.Stability(
                accountChangePrice: reader.number("account_change_price", .atLeast(0)),
                leaveAlone: reader.number("leave_alone", .share),
                changeBudget: reader.integerIfGiven("change_budget", 0...1_000_000)),
            maximumAccountsPerKAM: reader.integer("maximum_accounts_per_kam", 1...1_000_000),
            kamLeads: reader.flag("kam_leads"), rivalsApart: reader.choice("rivals_apart", or: .kam),
            candidates: reader.integer("candidates", 1...1_000_000), hires: hires)
    }

    private func load(_ reader: YAMLReader) -> AssignmentPolicy.Load {
        let ceiling = reader.number("utilisation_ceiling", .share)
        let limit = reader.numberIfGiven("utilisation_limit", .share)
        if let limit, limit < ceiling {
            contradiction(
                "\(reader.fullPath("utilisation_limit")) is \(limit), below the ceiling of \(ceiling)",
                reader.place(of: "utilisation_limit"))
        }
        return AssignmentPolicy.Load(
            ceiling: ceiling, limit: limit, stressPrice: reader.number("stress_price", .atLeast(0)),
            spread: reader.numberIfGiven("utilisation_spread", .share),
            spreadPrice: reader.number("spread_price", .atLeast(0)),
            rampShare: reader.number("ramp_share", .within(0...10)),
            largestShare: reader.numberIfGiven("largest_share", .within(0.05...1)))
    }

    private func hire(_ reader: YAMLReader, _ names: Names) -> AssignmentPolicy.Hire {
        let name = reader.text("name").value
        let team = reader.text("team")
        refuseUnknown(team.value, "team", among: names.teams.map(\.id.raw), team.place)
        let start = reader.text("start")
        let day = Day(start.value)
        if day == nil, !start.value.isEmpty {
            findings.report(
                "KAM307", "\(reader.fullPath("start")) has '\(start.value)', which is no day", at: start.place,
                hint: "A day is written 2018-03-31.")
        }
        return AssignmentPolicy.Hire(
            name: name, team: ID(team.value), region: reader.textIfGiven("region")?.value,
            start: day ?? Day(ordinal: 0), weeklyHours: reader.number("weekly_hours", .within(0...168)),
            skills: Set(reader.texts("skills").map(\.value)), languages: Set(reader.texts("languages").map(\.value)),
            hourlyCost: reader.numberIfGiven("hourly_cost", .atLeast(0)),
            rampWeeks: reader.numberIfGiven("ramp_weeks", .within(0...520)))
    }
}
