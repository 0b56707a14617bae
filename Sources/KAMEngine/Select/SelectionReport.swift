internal import KAMModel

/// A decision as a portfolio: names, hours and reasons in words.
struct SelectionReport {
    let selection: Selection
    let decision: SelectionDecision
    let findings: SelectionFindings?
    let room: SelectionRoom

    init(_ selection: Selection, _ decision: SelectionDecision, _ findings: SelectionFindings? = nil) {
        self.selection = selection
        self.decision = decision
        self.findings = findings
        room = SelectionRoom(decision.problem, chosen: decision.solution.chosen)
    }

    var solution: SelectionSolution { decision.solution }
    var problem: SelectionProblem { decision.problem }
    var edge: SelectionEdge? { findings?.edge }

    /// The portfolio, its lists by rank.
    var portfolio: Portfolio {
        let ranks = selection.scoring.ranks
        let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        return Portfolio(
            outcome: solution.outcome, selected: order.filter { solution.chosen[$0] }.map(selected),
            rejected: order.filter { !solution.chosen[$0] }.map(rejected), cutLine: cutLine,
            conflicts: solution.conflicts.map(conflict), assumptions: assumptions, floor: decision.floor,
            curve: findings?.curve.points ?? [], robustness: card, stability: stability)
    }

    private var assumptions: [Phrase] {
        let policy = selection.policy
        var texts =
            selection.snapshot.assumptions.map(Phrase.init(verbatim:)) + selection.valuation.assumptions
            + selection.scoring.assumptions
        let share = Wording.percent(policy.selection.keyShare)
        let ceiling = Wording.percent(policy.assignment.load.ceiling)
        texts.append(
            Phrase(
                "Key accounts may take \(share) of each team's hours, and no more than \(ceiling) of anybody's.",
                ja: "キーアカウントに使えるのは各チームの時間の\(share)まで、1人につき\(ceiling)までとする。"))
        if selection.hours.pools.isEmpty {
            texts.append(
                Phrase(
                    "No member is a Key Account Manager with hours for an account in the quarter, so none can be key.",
                    ja: "この四半期に取引先を担当できる時間のあるKAMがメンバーにいないため、キーアカウントを選べない。"))
        } else if policy.selection.poolsByRegion {
            let homeless = selection.snapshot.accounts.count {
                $0.region.map { !selection.hours.regions.contains($0) } ?? true
            }
            if homeless > 0 {
                texts.append(
                    Phrase(
                        "KAMs of any region may serve \(Wording.count(homeless, "account")) of none with KAM hours.",
                        ja: "KAMの時間がある地域に属さない取引先\(homeless)社は、どの地域のKAMも担当できるとする。"))
            }
        }
        return texts + barAssumption + searchAssumptions
    }

    /// That the bar for newcomers keeps everybody out; nothing while one could pass it.
    private var barAssumption: [Phrase] {
        guard let past = decision.hysteresis, let bar = past.enterBar else { return [] }
        let newcomers = selection.scoring.scores.indices.filter {
            !past.isIncumbent[$0] && !selection.problem.forcedOut[$0]
        }
        let merits = newcomers.map { selection.scoring.scores[$0].merit.value }
        guard let best = merits.max(), best < bar else { return [] }
        return [
            Phrase(
                "No newcomer reaches the merit of \(Wording.merit(bar)) that entering takes (the best has \(Wording.merit(best))), so "
                    + "nobody can enter; selection.stability.enter_above sets how far above the floor it lies.",
                ja: "新規選定に必要な総合スコア\(Wording.merit(bar))に届く取引先がなく(最高\(Wording.merit(best)))、新規の選定はない。"
                    + "下限からの差はselection.stability.enter_aboveで決まる。")
        ]
    }

    private var searchAssumptions: [Phrase] {
        var texts: [Phrase] = []
        if let flips = findings?.flips, flips.flips.count < flips.open {
            texts.append(
                Phrase(
                    "What would turn a decision was worked out for the \(flips.flips.count) accounts nearest to the line of "
                        + "\(flips.open), and the weights for \(flips.withWeights) of them.",
                    ja: "判断が変わる条件は、選定ラインに近い\(flips.flips.count)社(全\(flips.open)社中)について計算し、"
                        + "重みの変化はそのうち\(flips.withWeights)社について計算した。"))
        }
        if let curve = findings?.curve, curve.isGrid {
            texts.append(
                Phrase(
                    "The list by number of KAMs was worked out for \(curve.points.count) numbers, not for all.",
                    ja: "KAMの人数別の一覧は、すべてではなく\(curve.points.count)通りの人数について計算した。"))
        }
        if findings?.robustness != nil {
            let rules = selection.policy.selection.stability
            let isPriced = decision.hysteresis != nil && (rules.entryCost > 0 || rules.exitCost > 0)
            texts.append(
                Phrase(
                    "Draws doubt each account by itself. The uplift is common to all and is not drawn: another one moves no "
                        + "line" + (isPriced ? ", but for what changes cost." : "."),
                    ja: "試行では取引先ごとに独立した不確かさを仮定する。上乗せ率は全社に共通のため変動させない。上乗せ率が変わっても"
                        + (isPriced ? "、入れ替えの費用との関係を除き、" : "") + "選定ラインは動かない。"))
        }
        return texts
    }

    private func selected(_ index: Int) -> Portfolio.Selected {
        let account = selection.snapshot.accounts[index]
        let stages = selection.policy.stages.enumerated().map {
            ($1.id, Hours(selection.stageHours(of: index, $0)))
        }
        return Portfolio.Selected(
            account: account.id, name: account.name, rank: selection.scoring.ranks[index],
            score: selection.scoring.scores[index], contribution: selection.problem.values[index],
            kamHours: Hours(selection.policy.selection.kamHours(segment: account.segment)),
            hours: Dictionary(stages) { first, _ in first }, reasons: reasons(for: index), chance: chance(of: index),
            flips: findings?.flips.flips[index])
    }

    private func rejected(_ index: Int) -> Portfolio.Rejected {
        let account = selection.snapshot.accounts[index]
        return Portfolio.Rejected(
            account: account.id, name: account.name, rank: selection.scoring.ranks[index],
            score: selection.scoring.scores[index], contribution: selection.problem.values[index],
            reason: reason(against: index), chance: chance(of: index), flips: findings?.flips.flips[index])
    }

    /// How often an account is chosen under doubt.
    func chance(of index: Int) -> Chance? {
        findings?.robustness.map { Chance(chosen: $0.counts[index], of: $0.draws) }
    }

    /// A rule that runs out, in words.
    func words(for obstacle: SelectionRoom.Obstacle, segment: String) -> Phrase {
        switch obstacle {
        case .hours(let shortage): selection.hours.phrase(of: shortage.needs)
        case .maximum(let limit):
            Phrase("the number of key accounts, at most \(limit)", ja: "キーアカウントの数(最大\(limit)社)")
        case .segmentMaximum(let limit):
            Phrase(
                "the number of key accounts in \(segment), at most \(limit)", ja: "\(segment)のキーアカウントの数(最大\(limit)社)")
        case .family(let others):
            problem.families.rule == .oneOf
                ? Phrase(
                    "its group, of which \(names(others).english) is key",
                    ja: "同じ企業グループ(\(names(others).japanese)がキーアカウント)")
                : Phrase(
                    "its group, for \(names(others).english) would have to come too",
                    ja: "同じ企業グループ(\(names(others).japanese)も同時に必要)")
        case .changes(let limit):
            Phrase("the number of changes, at most \(limit)", ja: "入れ替えの数(最大\(limit)社)")
        }
    }

    /// An amount in the currency of the snapshot.
    func money(_ amount: Double) -> String { Wording.money(amount, selection.snapshot.currency) }

    /// An amount in the currency of the snapshot, as Japanese writes it.
    func moneyJa(_ amount: Double) -> String { Wording.moneyJa(amount, selection.snapshot.currency) }

    /// The name of an account.
    func name(_ index: Int) -> String { selection.snapshot.accounts[index].name }

    /// Accounts by name, four at the most and how many others.
    func names(_ indices: [Int]) -> Phrase {
        guard !indices.isEmpty else { return Phrase("nobody", ja: "なし") }
        let all = indices.map(name)
        let most = indices.count > 4 ? 3 : 4
        return Phrase(Wording.list(all, most: most) { "\($0) others" }, ja: Wording.listJa(all, most: most))
    }
}
