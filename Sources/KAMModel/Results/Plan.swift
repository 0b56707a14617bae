/// What the engine decided, of whichever kind, and all that is needed to compute it again.
public struct Plan: Hashable, Sendable {
    /// What was decided.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Which accounts are key.
        case portfolio
        /// Who serves them at each stage.
        case matrix
        /// Where the hours go.
        case allocation
    }

    /// The id, a UUIDv7.
    public let id: ID<Plan>
    /// What was decided.
    public let kind: Kind
    /// The quarter it is for.
    public let quarter: Quarter
    /// The inputs it was made from.
    public let snapshot: ID<Snapshot>
    /// The portfolio that a matrix or an allocation serves.
    public let portfolio: ID<Plan>?
    /// The SHA-256 of the policy's text, as hexadecimal digits.
    public let policy: String
    /// The seed of every random choice.
    public let seed: UInt64
    /// The version of the engine.
    public let engineVersion: String
    /// How the optimisation ended.
    public let outcome: Outcome

    /// Makes the record of a plan.
    public init(
        id: ID<Plan>, kind: Kind, quarter: Quarter, snapshot: ID<Snapshot>, portfolio: ID<Plan>?, policy: String,
        seed: UInt64, engineVersion: String, outcome: Outcome
    ) {
        self.id = id
        self.kind = kind
        self.quarter = quarter
        self.snapshot = snapshot
        self.portfolio = portfolio
        self.policy = policy
        self.seed = seed
        self.engineVersion = engineVersion
        self.outcome = outcome
    }
}

/// How an optimisation ended.
public struct Outcome: Hashable, Sendable, Codable {
    /// What is known of the answer.
    public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// Proved best within the gap asked for.
        case optimal
        /// An answer, stopped by a limit before the proof.
        case feasible
        /// Proved that no answer keeps every rule.
        case infeasible
        /// Stopped by a limit before any answer was found.
        case unknown
    }

    /// What is known of the answer.
    public let status: Status
    /// The value of the answer, in whole units of the base currency; nothing without an answer.
    public let objective: Double?
    /// The proven limit on the value of any answer, in the same unit.
    public let bound: Double?

    /// Makes an outcome.
    public init(status: Status, objective: Double?, bound: Double?) {
        self.status = status
        self.objective = objective
        self.bound = bound
    }

    /// The distance of the value from the bound, as a share of the value; nothing where either is missing.
    public var gap: Double? {
        guard let objective, let bound else { return nil }
        let distance = abs(bound - objective)
        return distance == 0 ? 0 : distance / max(abs(objective), 1e-9)
    }
}

/// A statement in words, with a code by which programs know it and the numbers it rests on.
public struct Reason: Hashable, Sendable {
    /// The kind of statement, as `merit_above_cut`.
    public let code: String
    /// The statement in English, with its numbers.
    public let text: String
    /// The same in Japanese; nothing where there is no translation yet.
    public let textJa: String?
    /// The numbers that the text rounds, by name, unrounded: money in whole units, shares between 0 and 1.
    public let figures: [String: Double]

    /// Makes a reason that has no translation yet.
    public init(_ code: String, _ text: String) {
        self.code = code
        self.text = text
        textJa = nil
        figures = [:]
    }

    /// Makes a reason in every language.
    public init(_ code: String, _ phrase: Phrase, figures: [String: Double] = [:]) {
        self.code = code
        text = phrase.english
        textJa = phrase.japanese
        self.figures = figures
    }

    /// The statement in one language; in English where there is no translation yet.
    public subscript(_ language: Language) -> String {
        switch language {
        case .english: text
        case .japanese: textJa ?? text
        }
    }
}

extension Reason: Codable {
    private enum CodingKeys: String, CodingKey {
        case code, text, textJa, figures
    }

    /// Reads a reason; one stored before reasons had translations and figures has neither.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        code = try values.decode(String.self, forKey: .code)
        text = try values.decode(String.self, forKey: .text)
        textJa = try values.decodeIfPresent(String.self, forKey: .textJa)
        figures = try values.decodeIfPresent([String: Double].self, forKey: .figures) ?? [:]
    }

    /// Writes every key, with `null` where there is no translation.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(code, forKey: .code)
        try values.encode(text, forKey: .text)
        try values.encode(textJa, forKey: .textJa)
        try values.encode(figures, forKey: .figures)
    }
}
