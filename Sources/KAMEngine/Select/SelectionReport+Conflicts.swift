internal import KAMModel

extension SelectionReport {
    /// One demand of a contradiction, in words.
    func conflict(_ demand: SelectionDemand) -> Reason {
        let rules = selection.policy.selection
        switch demand {
        case .forcedIn(let index): return included(index)
        case .forcedOut(let index): return excluded(index)
        case .minimum: return quota("minimum", rules.quota.minimum, nil)
        case .maximum: return quota("maximum", rules.quota.maximum ?? 0, nil)
        case .segmentMinimum(let segment):
            return quota("segment_minimum", problem.segmentQuotas[segment].minimum, selection.segmentNames[segment])
        case .segmentMaximum(let segment):
            return quota(
                "segment_maximum", problem.segmentQuotas[segment].maximum ?? 0, selection.segmentNames[segment])
        case .hours(let need):
            let hours = selection.hours.hours(for: [need])
            let kind = selection.hours.phrase(of: [need])
            return Reason(
                "hours",
                Phrase(
                    "There are \(Wording.decimal(hours)) \(kind.english) for key accounts.",
                    ja: "キーアカウントに使える\(kind.japanese)は\(Wording.decimal(hours))時間。"), figures: ["hours": hours])
        case .family(let family): return familyConflict(family)
        case .changes:
            let limit = rules.stability.maximumChanges ?? 0
            return Reason(
                "changes",
                Phrase("At most \(limit) accounts may enter and leave.", ja: "入れ替えは合わせて最大\(limit)社。"),
                figures: ["limit": Double(limit)])
        }
    }

    private func quota(_ code: String, _ limit: Int, _ segment: String?) -> Reason {
        let isLeast = code.hasSuffix("minimum")
        let place = segment.map { " in \($0)" } ?? ""
        return Reason(
            code,
            Phrase(
                isLeast
                    ? "At least \(limit) accounts\(place) must be key."
                    : "At most \(limit) accounts\(place) may be key.",
                ja: (segment.map { "\($0)の" } ?? "") + "キーアカウントは\(isLeast ? "最低" : "最大")\(limit)社。"),
            figures: ["limit": Double(limit)])
    }

    private func familyConflict(_ family: Int) -> Reason {
        let members = names((0..<problem.count).filter { problem.families.of[$0] == family && !problem.forcedOut[$0] })
        return problem.families.rule == .oneOf
            ? Reason(
                "family",
                Phrase(
                    "Of the group of \(members.english) one at most may be key.",
                    ja: "同じ企業グループの\(members.japanese)のうちキーアカウントは1社まで。"))
            : Reason(
                "family",
                Phrase(
                    "The group of \(members.english) is key as a whole or not at all.",
                    ja: "同じ企業グループの\(members.japanese)は、全社をキーアカウントにするか、しないかのどちらか。"))
    }

    private func included(_ index: Int) -> Reason {
        let needs = conflictNeeds
        let takes = needs.map { problem.hours(of: index, need: $0) }.reduce(0, +)
        let kinds = selection.hours.phrase(of: needs)
        let hours = Wording.decimal(takes)
        return Reason(
            "forced_in",
            Phrase(
                "\(name(index)) must be key by the policy"
                    + (needs.isEmpty ? "." : ", and takes \(hours) \(kinds.english)."),
                ja: "\(name(index))はポリシーでキーアカウントに指定されている" + (needs.isEmpty ? "。" : "(\(kinds.japanese)を\(hours)時間使う)。")),
            figures: needs.isEmpty ? [:] : ["takes_hours": takes])
    }

    private func excluded(_ index: Int) -> Reason {
        let account = selection.snapshot.accounts[index]
        if selection.policy.selection.forcedOut.contains(account.id) {
            return Reason(
                "forced_out",
                Phrase(
                    "\(account.name) must not be key by the policy.", ja: "\(account.name)はポリシーで対象外に指定されている。"))
        }
        var statement = Statement()
        statement.say("\(account.name) may not be key.", ja: "\(account.name)はキーアカウントにできない。")
        let failed = selection.scoring.scores[index].failedGates
        for gate in failed { statement.say(gate) }
        if let waiting = waitingReason(index) { statement.say(waiting) }
        return statement.reason(failed.first?.code ?? waitingReason(index)?.code ?? "forced_out")
    }

    /// The kinds of hours that are part of the contradiction.
    private var conflictNeeds: [Int] {
        solution.conflicts.compactMap { demand in
            if case .hours(let need) = demand { need } else { nil }
        }
    }
}
