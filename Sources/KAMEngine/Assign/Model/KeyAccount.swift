public import KAMModel

extension Assignment {
    /// A key account and what it takes in the quarter.
    public struct KeyAccount: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// The contribution gained by managing it as key, in whole units of the base currency: what is at stake.
        public let contribution: Double
        /// The hours it takes of its KAM.
        public let kamHours: Hours
        /// The hours it takes at each stage in the whole quarter; a stage without hours has no cell.
        public let hours: [ID<Stage>: Hours]
        /// The hours that came up inside the quarter and come on top, whatever part of it is left.
        public let newHours: [ID<Stage>: Hours]

        /// Makes a key account.
        public init(
            account: ID<Account>, contribution: Double, kamHours: Hours, hours: [ID<Stage>: Hours],
            newHours: [ID<Stage>: Hours] = [:]
        ) {
            self.account = account
            self.contribution = contribution
            self.kamHours = kamHours
            self.hours = hours
            self.newHours = newHours
        }

        /// Takes a key account from a portfolio.
        public init(_ selected: Portfolio.Selected) {
            self.init(
                account: selected.account, contribution: selected.contribution, kamHours: selected.kamHours,
                hours: selected.hours)
        }
    }

    static func refusals(
        _ snapshot: Snapshot, _ policy: Policy, _ keyAccounts: [KeyAccount], _ quarter: Quarter, _ day: Day?
    ) -> [AssignmentRefusal] {
        let known = Set(snapshot.accounts.map(\.id))
        let stages = Set(policy.stages.map(\.id))
        var seen: Set<ID<Account>> = []
        var found: [AssignmentRefusal] = []
        for key in keyAccounts {
            if !known.contains(key.account) { found.append(.unknownAccount(key.account.raw)) }
            if !seen.insert(key.account).inserted { found.append(.repeatedAccount(key.account.raw)) }
            for stage in Set(key.hours.keys).union(key.newHours.keys).sorted() where !stages.contains(stage) {
                found.append(.unknownStage(stage.raw, account: key.account.raw))
            }
            let hours =
                [key.kamHours]
                + (key.hours.sorted { $0.key < $1.key } + key.newHours.sorted { $0.key < $1.key })
                .map(\.value)
            if let wrong = hours.first(where: { !($0.value >= 0 && $0.value <= 1e6) }) {
                found.append(.hours(wrong.value, account: key.account.raw))
            }
            if !key.contribution.isFinite { found.append(.contribution(key.contribution, account: key.account.raw)) }
        }
        let days = policy.calendar.days(of: quarter)
        if let day, day < days.start || day >= days.end { found.append(.day(day, quarter)) }
        if !keyAccounts.isEmpty, !policy.teams.contains(where: \.managesKeyAccounts) { found.append(.noKAMTeam) }
        return found
    }
}
