import KAMModel

/// Finds an account of a snapshot by its id or by its name.
struct AccountFinder {
    private let finder: NameFinder

    init(accounts: [Account]) {
        finder = NameFinder(accounts.map { NameFinder.Entry(id: $0.id.raw, names: [$0.name]) })
    }

    /// The place of the account that a text names: an id, else a name, else the start of one name only.
    ///
    /// - Throws: `PlannerError.unknownAccount` with the names most like the text, `.ambiguousAccount` with the accounts.
    func find(_ text: String) throws -> Int {
        switch finder.find(text) {
        case .found(let place): return place
        case .unknown(let nearest): throw PlannerError.unknownAccount(text, nearest: nearest)
        case .ambiguous(let candidates, let count):
            throw PlannerError.ambiguousAccount(text, candidates: candidates, count: count)
        }
    }

    /// The accounts whose names are most like a text, with their ids; none where none is like it.
    func nearest(to text: String) -> [String] { finder.nearest(to: text) }
}
