import Foundation
import KAMModel

/// Finds an account of a snapshot by its id or by its name.
struct AccountFinder {
    let accounts: [Account]

    /// The place of the account that a text names: an id, else a name, else the start of one name only.
    ///
    /// Case, width and blanks do not count in names: `ａｃｍｅ` is `Acme`.
    ///
    /// - Throws: `PlannerError.unknownAccount` with the names most like the text, `.ambiguousAccount` with the accounts.
    /// - Complexity: O(*accounts*) comparisons; distances are worked out only when nothing is found.
    func find(_ text: String) throws -> Int {
        if let place = accounts.firstIndex(where: { $0.id.raw == text }) { return place }
        let wanted = AccountFinder.key(text)
        let keys = accounts.map { AccountFinder.key($0.name) }
        let places = accounts.indices.filter { keys[$0] == wanted || AccountFinder.key(accounts[$0].id.raw) == wanted }
        let found = places.isEmpty && !wanted.isEmpty ? accounts.indices.filter { keys[$0].hasPrefix(wanted) } : places
        switch found.count {
        case 1: return found[0]
        case 0: throw PlannerError.unknownAccount(text, nearest: nearest(to: wanted, keys))
        default: throw PlannerError.ambiguousAccount(text, candidates: found.prefix(5).map(label), count: found.count)
        }
    }

    /// The accounts whose names are most like a text, with their ids; none where none is like it.
    func nearest(to text: String) -> [String] {
        nearest(to: AccountFinder.key(text), accounts.map { AccountFinder.key($0.name) })
    }

    private func label(_ place: Int) -> String { "\(accounts[place].name) (\(accounts[place].id))" }

    /// The three names that take the fewest changes of letters, no more than half of the text.
    private func nearest(to wanted: String, _ keys: [String]) -> [String] {
        let letters = Array(wanted)
        let limit = max(2, letters.count / 2)
        let near = accounts.indices.compactMap { place -> (distance: Int, place: Int)? in
            let distance = AccountFinder.distance(letters, Array(keys[place]), limit: limit)
            return distance <= limit ? (distance, place) : nil
        }
        return near.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(3).map { label($0.place) }
    }

    private static func key(_ name: String) -> String {
        name.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    /// How many letters are put in, left out or changed from one word to the other; at most one more than a limit.
    ///
    /// - Source: Wagner & Fischer, *J. ACM* 21, 1974.
    private static func distance(_ first: [Character], _ second: [Character], limit: Int) -> Int {
        guard abs(first.count - second.count) <= limit else { return limit + 1 }
        var row = Array(0...second.count)
        for (place, letter) in first.enumerated() {
            var corner = row[0]
            row[0] = place + 1
            for column in second.indices {
                let change = corner + (letter == second[column] ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(change, corner + 1, row[column] + 1)
            }
            if let least = row.min(), least > limit { return limit + 1 }
        }
        return row[second.count]
    }
}
