/// One part of what a matrix loses against the ideal: a lead from another region, a handoff, hours under stress.
public struct LossTerm: Hashable, Sendable, Codable {
    /// What the loss comes from.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A member from another region.
        case region
        /// A member who does not speak the account's language.
        case language
        /// A member without the skill of the account's segment.
        case skill
        /// A member below the level that the account asks for.
        case seniority
        /// Another member than the present one.
        case change
        /// The pay of a member who is yet to be hired.
        case hire
        /// A handoff between two leads, less what joining saves.
        case handoff
        /// Work that nobody does.
        case open
        /// Hours above the ceiling of a member's utilisation.
        case stress
        /// A member's utilisation away from its team's.
        case spread
        /// An account in which anything changes.
        case disturbance

        /// The kind in words.
        public var title: Phrase {
            switch self {
            case .region: Phrase("another region", ja: "地域違い")
            case .language: Phrase("without the account's language", ja: "取引先の言語を話さない")
            case .skill: Phrase("without the segment's skill", ja: "業種のスキルなし")
            case .seniority: Phrase("below the level the account asks for", ja: "取引先が求めるレベル未満")
            case .change: Phrase("another owner than now", ja: "現担当者の交代")
            case .hire: Phrase("hired for it", ja: "採用費")
            case .handoff: Phrase("handoff", ja: "引継ぎ")
            case .open: Phrase("left open", ja: "担当者なし")
            case .stress: Phrase("hours above the ceiling", ja: "稼働率上限を超える時間")
            case .spread: Phrase("utilisation away from the team's", ja: "チームの稼働率からのずれ")
            case .disturbance: Phrase("account disturbed", ja: "取引先の体制変更")
            }
        }
    }

    /// What the loss comes from.
    public let kind: Kind
    /// The loss, in whole units of the base currency; unrounded.
    public let loss: Double

    /// Makes a term.
    public init(_ kind: Kind, _ loss: Double) {
        self.kind = kind
        self.loss = loss
    }

    /// The sums of terms by kind, in the order of the kinds, without those that are nothing.
    ///
    /// - Parameter terms: Terms in any order, several of a kind or none.
    /// - Returns: At most one term a kind.
    public static func totals(_ terms: [LossTerm]) -> [LossTerm] {
        Kind.allCases.compactMap { kind in
            let total = terms.reduce(0) { $1.kind == kind ? $0 + $1.loss : $0 }
            return total == 0 ? nil : LossTerm(kind, total)
        }
    }
}
