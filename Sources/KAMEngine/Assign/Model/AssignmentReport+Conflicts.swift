internal import KAMModel

extension AssignmentReport {
    /// A conflict in words: what is needed, what is left, what takes the rest, and how to repair it.
    func conflict(_ conflict: AssignmentConflict) -> MatrixConflict {
        MatrixConflict(
            demands: conflict.needs.map(demand), isMinimal: conflict.proof == .minimal, reason: reason(conflict),
            relaxations: relaxations(conflict))
    }

    /// What an open cell or account says: the first sentence of its conflict.
    func openReason(_ demand: AssignmentDemand) -> Reason {
        let duty = duty(demand)
        let place = words.place(duty)
        let code = duty.stage == nil ? "kam_open" : "lead_open"
        let figures = ["stake": duty.stake * Double(duty.shareCount)]
        guard let found = conflicts.first(where: { $0.needs.contains { $0.demand == demand } }) else {
            return Reason(
                code,
                Phrase(
                    "\(place.english) is open: no way was found to do it beside the rest.",
                    ja: "\(place.japanese)は担当者なし。ほかの業務と両立する割り当ては見つからなかった。"), figures: figures)
        }
        let need = needWords(found)
        return Reason(code, Phrase("Open: \(need.english).", ja: "担当者なし: \(need.japanese)。"), figures: figures)
    }

    private func demand(_ need: AssignmentConflict.Need) -> MatrixConflict.Demand {
        let duty = duty(need.demand)
        return MatrixConflict.Demand(
            account: assignment.fitting.accounts[duty.account].account.id, stage: duty.stage.map { _ in stageID(duty) },
            hours: Hours(need.hours ?? duty.hours))
    }

    private func reason(_ conflict: AssignmentConflict) -> Reason {
        guard let first = conflict.needs.first else {
            let rules = restrictionWords(conflict)
            return Reason(
                "rules_conflict",
                Phrase(
                    "No plan keeps every rule: \(rules.map(\.english).joined(separator: ", and "))"
                        + (rules.isEmpty ? "members have too few hours." : ", but members have too few hours."),
                    ja: "すべてのルールを守る計画はない(" + (rules.map(\.japanese) + ["メンバーの時間が足りない"]).joined(separator: "、") + ")。"))
        }
        let need = needWords(conflict)
        let code = duty(first.demand).stage == nil ? "no_kam" : "no_lead"
        var figures = ["left_hours": conflict.left]
        figures["needed_hours"] = first.hours
        let others = conflict.needs.dropFirst().map { other in
            (words.place(duty(other.demand)), other.hours ?? 0)
        }
        guard !others.isEmpty else {
            return Reason(code, Phrase("\(need.english).", ja: "\(need.japanese)。"), figures: figures)
        }
        let sum = others.reduce(0) { $0 + $1.1 }
        figures["other_hours"] = sum
        let english = Wording.list(others.map { "\($0.0.english) (\(Wording.hours($0.1)))" }, most: 4)
        let japanese = Wording.listJa(others.map { "\($0.0.japanese)(\(words.hours($0.1).japanese))" }, most: 4)
        let isProved = conflict.proof != .none
        let isMinimal = conflict.proof == .minimal
        return Reason(
            code,
            Phrase(
                "\(need.english). It \(isProved ? "cannot be met together with" : "competes with") \(english)"
                    + (others.count == 1 ? "" : ", which need \(Wording.hours(sum))")
                    + (isMinimal ? "; without any one of these it can." : "."),
                ja: "\(need.japanese)。\(japanese)" + (others.count == 1 ? "" : "(合計\(words.hours(sum).japanese))")
                    + "と\(isProved ? "両立しない" : "競合する")。"
                    + (isMinimal ? "どれか1つがなければ両立する。" : "")), figures: figures)
    }

    /// What the first demand needs and what is left for it, without an end.
    private func needWords(_ conflict: AssignmentConflict) -> Phrase {
        guard let first = conflict.needs.first else { return Phrase(verbatim: "") }
        let duty = duty(first.demand)
        let place = words.place(duty)
        let needed = words.hours(first.hours ?? duty.hours)
        guard !first.candidates.isEmpty else {
            let why = nobodyWords(duty)
            return Phrase(
                "\(place.english) needs \(needed.english); nobody may do it: \(why.english)",
                ja: "\(place.japanese)には\(needed.japanese)必要だが、担当できるメンバーがいない(\(why.japanese))")
        }
        // The hours left are those of everybody whose hours are part of the conflict, not of the first demand's alone.
        let limited = conflict.restrictions.compactMap { if case .hours(let member) = $0 { member } else { nil } }
        let group = groupWords(limited.isEmpty ? first.candidates : limited)
        let rules = restrictionWords(conflict)
        let left = words.hours(conflict.left)
        let limitsHours = !limited.isEmpty
        var english = rules.map(\.english).joined(separator: ", and ")
        var japanese = rules.map(\.japanese).joined(separator: "、")
        if limitsHours || rules.isEmpty {
            let pins = hasPins ? (" after pins", "固定を除き") : ("", "")
            english = "\(group.english) has \(left.english) left\(pins.0)" + (rules.isEmpty ? "" : ", and ") + english
            japanese = "\(group.japanese)の残りは\(pins.1)\(left.japanese)" + (rules.isEmpty ? "" : "、") + japanese
        } else {
            (english, japanese) = ("of \(group.english) \(english)", "\(group.japanese)は\(japanese)")
        }
        return Phrase(
            "\(place.english) needs \(needed.english); \(english)",
            ja: "\(place.japanese)には\(needed.japanese)必要だが、\(japanese)")
    }

    private var hasPins: Bool { assignment.rules.contains { $0.kind == .pin } }

    private func restrictionWords(_ conflict: AssignmentConflict) -> [Phrase] {
        var found: [Phrase] = []
        var isCounted = false
        for restriction in conflict.restrictions {
            switch restriction {
            case .hours: continue
            case .accounts:
                guard !isCounted else { continue }
                isCounted = true
                let most = assignment.policy.assignment.maximumAccountsPerKAM
                found.append(
                    Phrase(
                        "each may answer for \(Wording.count(most, "account")) at most", ja: "1名が担当できるのは最大\(most)社"))
            case .rivals(let group):
                let names = problem.rivals[group].accounts.map(words.accountOfProblem)
                found.append(
                    Phrase(
                        "the rivals \(Wording.list(names)) are kept apart", ja: "競合する\(Wording.listJa(names))は別々の担当とする")
                )
            case .changes:
                let most = problem.present.changeBudget ?? 0
                found.append(
                    Phrase("at most \(Wording.count(most, "change")) may be made", ja: "変更は最大\(most)件"))
            case .pin(let demand):
                let place = words.place(duty(demand))
                found.append(
                    Phrase("a rule narrows who may do \(place.english)", ja: "ルールにより\(place.japanese)の担当が限られている"))
            }
        }
        return found
    }

    /// The teams of the candidates, with their region when they all share one that others of the team do not.
    private func groupWords(_ candidates: [Int]) -> Phrase {
        let entries = candidates.map { members[$0] }
        let teams = assignment.policy.teams.filter { team in entries.contains { $0.team == team.id } }.map(\.title)
        let names = Phrase(Wording.list(teams.map(\.english)), ja: Wording.listJa(teams.map(\.japanese)))
        let regions = Set(entries.map(\.region))
        let everywhere = Set(
            members.filter { $0.absence == nil && entries.map(\.team).contains($0.team) }.map(\.region))
        guard regions.count == 1, let region = regions.first ?? nil, everywhere.count > 1 else { return names }
        return Phrase("\(names.english) \(region)", ja: "\(names.japanese)(\(region))")
    }

    /// Why nobody may take a duty, over those whose team does such work.
    private func nobodyWords(_ duty: Duty) -> Phrase {
        var found: [Phrase] = []
        for member in members.indices {
            let obstacles = assignment.fitting.obstacles(member, duty, isOffered: false)
            guard let first = obstacles.first, !obstacles.contains(.otherTeam) else { continue }
            let why = words.words(first, member, duty)
            found.append(Phrase("\(words.name(member)) \(why.english)", ja: "\(words.name(member))は\(why.japanese)"))
        }
        guard !found.isEmpty else { return Phrase("no member is in a team that does it", ja: "該当するチームにメンバーがいない") }
        return Phrase(Wording.list(found.map(\.english), most: 5), ja: Wording.listJa(found.map(\.japanese), most: 5))
    }
}
