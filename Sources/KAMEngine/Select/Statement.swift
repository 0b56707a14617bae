internal import KAMModel

/// Sentences in both languages, and the figures in them, as they are put together.
struct Statement {
    private(set) var english: [String] = []
    private(set) var japanese: [String] = []
    private(set) var figures: [String: Double] = [:]

    /// Adds a sentence in both languages, with its figures.
    mutating func say(_ english: String, ja japanese: String, _ figures: [String: Double] = [:]) {
        self.english.append(english)
        self.japanese.append(japanese)
        self.figures.merge(figures) { _, new in new }
    }

    /// Adds what another reason says.
    mutating func say(_ reason: Reason) {
        say(reason[.english], ja: reason[.japanese], reason.figures)
    }

    /// The sentences as a reason.
    func reason(_ code: String) -> Reason {
        Reason(
            code, Phrase(english.joined(separator: " "), ja: japanese.joined()), figures: figures)
    }
}
