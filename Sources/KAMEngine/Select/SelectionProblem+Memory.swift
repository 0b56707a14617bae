public import KAMModel

extension SelectionProblem {
    /// Which candidates are of one company group.
    public struct Families: Hashable, Sendable {
        /// What being of one family means for those of them that are not forced out.
        public let rule: SelectionPolicy.FamilyRule
        /// The family of each candidate, a number of 0 or more; nothing for a candidate of none.
        public let of: [Int?]

        /// Makes families.
        public init(_ rule: SelectionPolicy.FamilyRule, _ of: [Int?]) {
            self.rule = rule
            self.of = of
        }
    }

    /// What the quarters before demand of a choice.
    public struct Memory: Hashable, Sendable {
        /// Candidates that were chosen last time.
        public let isIncumbent: [Bool]
        /// Candidates that stay, as many of them as the other rules can hold.
        public let isProtected: [Bool]
        /// How many may enter or leave together, those forced apart; nothing for any number.
        public let maximumChanges: Int?
        /// What is added to the value of any choice: the exit costs of all incumbents, of which those who stay spare theirs.
        public let offset: Double
        /// How many of the protected must stay; nothing for as many as the other rules can hold.
        public let minimumProtected: Int?

        /// Makes a memory.
        public init(
            isIncumbent: [Bool], isProtected: [Bool], maximumChanges: Int? = nil, offset: Double = 0,
            minimumProtected: Int? = nil
        ) {
            self.isIncumbent = isIncumbent
            self.isProtected = isProtected
            self.maximumChanges = maximumChanges
            self.offset = offset
            self.minimumProtected = minimumProtected
        }

        /// A memory without quarters before.
        public init(nothingOf count: Int) {
            let none = [Bool](repeating: false, count: count)
            self.init(isIncumbent: none, isProtected: none)
        }

        /// The same with another number of the protected that must stay.
        func holding(_ minimum: Int?) -> Memory {
            Memory(
                isIncumbent: isIncumbent, isProtected: isProtected, maximumChanges: maximumChanges, offset: offset,
                minimumProtected: minimum)
        }
    }

    /// The protected that nothing forces out.
    var protected: [Int] { (0..<count).filter { memory.isProtected[$0] && !forcedOut[$0] } }

    /// The problem in which so many of the protected must stay.
    public func holding(_ minimum: Int?) -> SelectionProblem { variant(memory: memory.holding(minimum)) }

    /// The problem in which as many of the protected stay as in a choice.
    public func holding(as chosen: [Bool]) -> SelectionProblem { holding(protected.count { chosen[$0] }) }

    /// What one candidate's choice counts as a change: 1 for one that would enter, −1 for one that would stay.
    ///
    /// Nothing for one that is forced in or out, and without a limit of changes.
    func change(of candidate: Int) -> Double {
        if memory.maximumChanges == nil || forcedOut[candidate] { return 0 }
        if memory.isIncumbent[candidate] { return -1 }
        return forcedIn[candidate] ? 0 : 1
    }

    /// The members of each family that are not forced out, in families of two or more, where the families have a rule.
    var openFamilies: [Int: [Int]] {
        guard families.rule != .separate else { return [:] }
        var members: [Int: [Int]] = [:]
        for candidate in 0..<count where !forcedOut[candidate] {
            if let family = families.of[candidate] { members[family, default: []].append(candidate) }
        }
        return members.filter { $0.value.count > 1 }
    }
}
