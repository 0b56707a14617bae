import KAMModel

/// Sentences that several views share.
enum Paragraph {
    static func proof(_ status: Outcome.Status, gap: Double?) -> String {
        switch (status, gap) {
        case (.optimal, let gap?): "proved best within \(gap.percent)"
        case (.optimal, nil): "proved best"
        case (.feasible, let gap?): "not proved best: at most \(gap.percent) from the best"
        case (.feasible, nil): "not proved best"
        case (.infeasible, _): "infeasible: no answer keeps every rule"
        case (.unknown, _): "no answer was found within the limits"
        }
    }

    static func list(_ title: String, _ reasons: [Reason]) -> String {
        ([title] + reasons.map { "  • \($0.text)" }).joined(separator: "\n")
    }

    static func assumptions(_ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        return (["Assumed, because the data does not tell:"] + sentences.map { "  • \($0)" }).joined(separator: "\n")
    }
}
