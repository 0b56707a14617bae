import KAMModel
import KAMPlanner

/// The names of accounts to print: with the id where several have one name.
struct AccountTitles {
    private let shared: Set<String>

    /// Takes the names of all accounts that a view may name, each account once.
    init(_ names: [String]) {
        shared = Set(Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys)
    }

    /// The name of an account, cut to so many places where it is wider; the id is never cut.
    func title(_ account: ID<Account>, _ name: String, within places: Int = 60) -> String {
        let id = shared.contains(name) ? " (\(account))" : ""
        return TerminalWidth.cut(name, to: max(8, places - TerminalWidth.of(id))) + id
    }
}

extension AccountTitles {
    /// The accounts of a portfolio.
    init(_ document: PortfolioDocument) {
        self.init(document.selected.map(\.name) + document.rejected.map(\.name))
    }
}
