import KAMModel

/// Sentences that several views share.
enum Paragraph {
    static func proof(_ status: Outcome.Status, gap: Double?, _ language: Language = .english) -> String {
        // A gap is a limit, so a small one is told as the least that is shown.
        let limit = gap.map { max($0, 0.001).percent } ?? ""
        return switch (status, gap) {
        case (.optimal, let gap?) where gap >= 1e-6:
            language("proved best within \(limit)", ja: "最適値との差が\(limit)以内であることを証明")
        case (.optimal, _): language("proved best", ja: "最適性を証明")
        case (.feasible, _?):
            language("not proved best: at most \(limit) from the best", ja: "最適性は未証明(最適値との差は最大\(limit))")
        case (.feasible, nil): language("not proved best", ja: "最適性は未証明")
        case (.infeasible, _): language("infeasible: no answer keeps every rule", ja: "実行不能:すべての規則を守る解はない")
        case (.unknown, _): language("no answer was found within the limits", ja: "制限内で解が見つからなかった")
        }
    }

    /// The id under which a portfolio is stored, as the end of a line; of a dry run, that it is not.
    static func portfolio(_ id: ID<Plan>, isDryRun: Bool, _ language: Language) -> String {
        isDryRun
            ? language(" · dry run, nothing was stored", ja: "・何も保存していない(--dry-run)")
            : language(" · portfolio \(id)", ja: "・選定番号 \(id)")
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
    static func more(_ count: Int, _ language: Language, ja unit: String = "件") -> [String] {
        count > 0
            ? [language("  … and \(count) more: --all shows them.", ja: "  … ほか\(count)\(unit)(--all ですべて表示)")] : []
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
