import KAMModel

/// Sentences that several views share.
enum Paragraph {
    static func proof(_ status: Outcome.Status, gap: Double?, _ language: Language = .english) -> String {
        switch (status, gap) {
        case (.optimal, let gap?):
            language("proved best within \(gap.percent)", ja: "最適性を\(gap.percent)以内で証明")
        case (.optimal, nil): language("proved best", ja: "最適性を証明")
        case (.feasible, let gap?):
            language("not proved best: at most \(gap.percent) from the best", ja: "最適性は未証明(最適値との差は最大\(gap.percent))")
        case (.feasible, nil): language("not proved best", ja: "最適性は未証明")
        case (.infeasible, _): language("infeasible: no answer keeps every rule", ja: "実行不能:すべての規則を守る解はない")
        case (.unknown, _): language("no answer was found within the limits", ja: "制限内で解が見つからなかった")
        }
    }

    static func list(_ title: String, _ reasons: [Reason], _ language: Language = .english) -> String {
        ([title] + reasons.map { "  • \($0[language])" }).joined(separator: "\n")
    }

    /// What had to be assumed; the first of them unless all are wanted.
    static func assumptions(
        _ sentences: [String], _ language: Language = .english, atMost limit: Int = .max
    ) -> String {
        guard !sentences.isEmpty else { return "" }
        let title = language("Assumed, because the data does not tell:", ja: "データから分からないため、次を仮定した:")
        let lines = [title] + sentences.prefix(limit).map { "  • \($0)" }
        return (lines + more(sentences.count - limit, language)).joined(separator: "\n")
    }

    /// A line that says how many are left out; none when none is.
    static func more(_ count: Int, _ language: Language) -> [String] {
        count > 0 ? [language("  … and \(count) more: --all shows them.", ja: "  … ほか\(count)件(--all で全件を表示)")] : []
    }

    /// The first sentences of a text that fit into so many places, and an ellipsis where there are more.
    ///
    /// A sentence is never cut; the first one is always there.
    static func opening(_ text: String, _ language: Language, within places: Int) -> String {
        let end = language(". ", ja: "。")
        let sentences = text.split(separator: end).map(String.init)
        guard sentences.count > 1, TerminalWidth.of(text) > places else { return text }
        var opening = ""
        for sentence in sentences.dropLast() {
            let longer = opening + sentence + end
            guard opening.isEmpty || TerminalWidth.of(longer) <= places else { break }
            opening = longer
        }
        return opening + "…"
    }
}
