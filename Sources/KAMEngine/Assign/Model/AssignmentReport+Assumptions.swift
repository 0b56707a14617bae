internal import KAMModel

extension AssignmentReport {
    /// What had to be assumed.
    var assumptions: [Phrase] {
        [hoursAssumption] + timeAssumption + absences + floors + missing + waitingRules + splits
    }

    private var rules: AssignmentPolicy { assignment.policy.assignment }

    private var hoursAssumption: Phrase {
        let ceiling = Wording.number(rules.load.ceiling * 100)
        guard rules.load.hardLimit > rules.load.ceiling else {
            return Phrase(
                "Of a member's hours key accounts take at most \(ceiling) %.",
                ja: "キーアカウントに使うのはメンバーの稼働可能時間の最大\(ceiling) %。")
        }
        let (limit, price) = (Wording.number(rules.load.hardLimit * 100), words.money(rules.load.stressPrice))
        return Phrase(
            "Of a member's hours key accounts take \(ceiling) %, and up to \(limit) % at \(price.english) an hour.",
            ja: "キーアカウントに使うのはメンバーの稼働可能時間の\(ceiling) %、1時間\(price.japanese)で最大\(limit) %まで。")
    }

    private var timeAssumption: [Phrase] {
        guard let day = assignment.from else { return [] }
        let share = Wording.percent(assignment.fitting.roster.timeLeft)
        return [
            Phrase(
                "From \(day) on, \(share) of the quarter's working days are left, and so much of the hours of work.",
                ja: "\(day)以降、四半期の営業日の\(share)が残り、工数も同じ割合とする。")
        ]
    }

    private var absences: [Phrase] {
        members.compactMap { entry in
            guard case .leaves(let day) = entry.absence else { return nil }
            let name = entry.member.name
            return Phrase(
                "\(name) leaves after \(day), inside the quarter, and is given no key account.",
                ja: "\(name)は四半期内の\(day)をもって退職するため、キーアカウントを割り当てない。")
        }
    }

    private var floors: [Phrase] {
        let names = assignment.fitting.accounts.filter(\.isFloor).map(\.account.name)
        guard !names.isEmpty else { return [] }
        return [
            Phrase(
                "At stake with \(Wording.list(names, most: 5)) is what the hours cost, since it contributes less.",
                ja: "\(Wording.listJa(names, most: 5))は貢献が時間の費用を下回るため、費用を対象価値とする。")
        ]
    }

    private var missing: [Phrase] {
        var skills: Set<String> = []
        var languages: Set<String> = []
        var isLevelMissing = false
        for duty in duties.cells + duties.answers {
            let account = assignment.fitting.accounts[duty.account].account
            // A skill is told to be missing at stages only: a KAM answers for accounts of every segment.
            if duty.stage != nil, duty.missing.contains(.skill) { skills.insert(account.segment) }
            if duty.missing.contains(.language), let language = account.language { languages.insert(language) }
            if duty.missing.contains(.seniority) { isLevelMissing = true }
        }
        var found: [Phrase] = []
        if !skills.isEmpty {
            found.append(
                Phrase(
                    "At some stage nobody has the skill \(Wording.list(skills.sorted())); there it counts for nobody.",
                    ja: "一部のステージでスキル「\(Wording.listJa(skills.sorted()))」を持つメンバーがいないため、そこでは考慮しない。"))
        }
        if !languages.isEmpty {
            let names = languages.sorted().map(LanguageName.of)
            found.append(
                Phrase(
                    "For some work nobody speaks \(Wording.list(names.map(\.english))); there it counts for nobody.",
                    ja: "一部の業務で\(Wording.listJa(names.map(\.japanese)))を話すメンバーがいないため、そこでは考慮しない。"))
        }
        if isLevelMissing {
            found.append(
                Phrase(
                    "For some work nobody has the level that the account asks for; there it counts for nobody.",
                    ja: "一部の業務で取引先が求めるレベルのメンバーがいないため、そこでは考慮しない。"))
        }
        return found
    }

    /// Rules about what is no work now.
    private var waitingRules: [Phrase] {
        var work: Set<String> = []
        for duty in duties.cells + duties.answers {
            work.insert("\(assignment.fitting.accounts[duty.account].account.id.raw)\n\(stageID(duty).raw)")
        }
        let idle = assignment.rules.filter {
            assignment.waiting[$0] == nil && !work.contains("\($0.account.raw)\n\($0.stage?.raw ?? "")")
        }
        return absentRules
            + idle.map { rule in
                let stage = rule.stage?.raw ?? "KAM"
                return Phrase(
                    "The rule about \(rule.account) and \(stage) waits: there is no such work now.",
                    ja: "\(rule.account)の\(stage)に関するルールは、該当する業務がないため適用されない。")
            }
    }

    /// Rules that cannot be kept to while somebody is absent, or what they name is not in the data.
    private var absentRules: [Phrase] {
        assignment.rules.compactMap { rule in
            assignment.waiting[rule].map { why in
                let stage = rule.stage?.raw ?? "KAM"
                return Phrase(
                    "The rule about \(rule.member), \(rule.account) and \(stage) waits: \(why.english).",
                    ja: "\(rule.account)の\(stage)に\(rule.member)を定めるルールは適用されない:\(why.japanese)。")
            }
        }
    }

    private var splits: [Phrase] {
        let large = duties.cells[..<duties.cellCount].filter { $0.shareCount > 1 }
        guard !large.isEmpty else { return [] }
        let (english, japanese) = (large.map { words.place($0).english }, large.map { words.place($0).japanese })
        return [
            Phrase(
                "\(Wording.list(english, most: 5)) \(large.count == 1 ? "is" : "are") too large for one member and shared.",
                ja: "\(Wording.listJa(japanese, most: 5))は1名には大きすぎるため分担する。")
        ]
    }
}
