internal import KAMModel

extension SelectionReport {
    /// Where the list ends, what binds there, and what one account or one KAM more is worth.
    var cutLine: Portfolio.CutLine {
        let kams = findings?.kamPrices ?? []
        guard let edge else {
            return Portfolio.CutLine(
                binding: nil, nextAccount: nil, price: nil, shortBy: nil, oneMoreKAM: kams, reasons: [])
        }
        let next = selection.snapshot.accounts[edge.next]
        let binding =
            edge.binding.map { selection.hours.phrase(of: $0.shortage.needs) }
            ?? edge.obstacles.first.map { words(for: $0, segment: next.segment) }
        let loss = edge.forced?.outcome.objective.map { max(0, (solution.outcome.objective ?? 0) - $0) }
        return Portfolio.CutLine(
            binding: binding?.english, nextAccount: next.id, price: edge.binding?.price,
            shortBy: edge.binding.map { Hours($0.shortage.hours) },
            gainOfOneMore: edge.binding.map { $0.price * $0.shortage.hours }, lossIfForced: loss, oneMoreKAM: kams,
            reasons: [lineReason(edge, binding)] + kamReason(kams))
    }

    private func lineReason(_ edge: SelectionEdge, _ binding: Phrase?) -> Reason {
        let count = solution.chosen.count { $0 }
        let next = name(edge.next)
        var statement = Statement()
        statement.say(
            "\(Wording.count(count, "key account")) can be served; the next would be \(next).",
            ja: "キーアカウントは\(count)社まで。次点は\(next)。", ["selected": Double(count)])
        if let binding {
            statement.say("What runs out is \(binding.english).", ja: "不足するのは\(binding.japanese)。")
        }
        if let hours = edge.binding {
            let gain = hours.price * hours.shortage.hours
            statement.say(
                "\(Wording.hours(hours.shortage.hours)) more would bring \(money(gain)).",
                ja: "\(Wording.decimal(hours.shortage.hours))時間増えれば\(moneyJa(gain))を得る。",
                ["short_hours": hours.shortage.hours, "gain_of_one_more": gain])
        }
        return statement.reason("cut_line")
    }

    private func kamReason(_ prices: [KAMPrice]) -> [Reason] {
        guard let best = prices.first else { return [] }
        let english = best.region.map { "in \($0)" } ?? "for any account"
        let japanese = best.region.map { "\($0)に" } ?? "どの地域でも担当できる"
        return [
            Reason(
                "one_more_kam",
                Phrase(
                    "One more KAM \(english) would bring \(money(best.gain)) and let in "
                        + "\(Wording.count(best.entering.count, "account")).",
                    ja: "\(japanese)KAMを1人増やすと\(moneyJa(best.gain))を得て、\(best.entering.count)社が加わる。"),
                figures: ["gain": best.gain, "hours": best.hours.value, "entering": Double(best.entering.count)])
        ]
    }
}
