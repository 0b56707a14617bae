internal import KAMModel

/// Clauses of one sentence in both languages, with the figures in them, as they are put together.
struct Clauses {
    private var english: [String] = []
    private var japanese: [String] = []
    private(set) var figures: [String: Double] = [:]

    /// Adds a clause, with its figures; nothing adds none.
    mutating func add(_ phrase: Phrase?, _ figures: [String: Double] = [:]) {
        self.figures.merge(figures) { _, new in new }
        guard let phrase, !phrase.english.isEmpty else { return }
        english.append(phrase.english)
        japanese.append(phrase.japanese)
    }

    /// The clauses as a reason.
    func reason(_ code: String) -> Reason {
        Reason(
            code, Phrase(english.joined(separator: "; ") + ".", ja: japanese.joined(separator: "。") + "。"),
            figures: figures)
    }
}
