internal import KAMModel

/// The company groups of accounts: a parent, its children, and theirs.
enum FamilyTree {
    /// The family of each account, numbered by its first account; nothing for an account without relatives.
    ///
    /// Accounts that name each other in a circle are of one family; a parent that is not among the accounts still joins
    /// its children.
    /// - Complexity: O(*accounts* log *accounts*).
    static func families(of accounts: [Account]) -> [Int?] {
        var parent: [ID<Account>: ID<Account>] = [:]
        func root(_ id: ID<Account>) -> ID<Account> {
            var top = id
            while let next = parent[top], next != top { top = next }
            var current = id
            while let next = parent[current], next != top {
                parent[current] = top
                current = next
            }
            return top
        }
        for account in accounts {
            guard let other = account.parent else { continue }
            let (child, mother) = (root(account.id), root(other))
            if child != mother { parent[child] = mother }
        }
        var members: [ID<Account>: [Int]] = [:]
        let roots = accounts.map { root($0.id) }
        for (index, top) in roots.enumerated() { members[top, default: []].append(index) }
        return roots.map { top in
            guard let family = members[top], family.count > 1 else { return nil }
            return family[0]
        }
    }
}
