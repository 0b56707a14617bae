/// A problem that contradicts itself, with everything that is wrong with it.
public struct GeneralizedAssignmentError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public enum Flaw: Equatable, Sendable, CustomStringConvertible {
        /// A table has not one row for each agent.
        case rows(table: String, count: Int, agents: Int)
        /// A row has not one figure for each job.
        case columns(table: String, agent: Int, count: Int, jobs: Int)
        /// A figure is out of its range.
        case figure(table: String, agent: Int, job: Int?, value: Int)

        /// The flaw in words; agents and jobs are counted from 0.
        public var description: String {
            switch self {
            case .rows(let table, let count, let agents):
                "\(table) has \(count) rows for \(agents) agents"
            case .columns(let table, let agent, let count, let jobs):
                "\(table) of agent \(agent) has \(count) figures for \(jobs) jobs"
            case .figure(let table, let agent, let job, let value):
                "\(table) of agent \(agent)\(job.map { " and job \($0)" } ?? "") is \(value)"
            }
        }
    }

    /// All flaws, in the order of the tables.
    public let flaws: [Flaw]

    /// All flaws in words, one a line.
    public var description: String { flaws.map(\.description).joined(separator: "\n") }
}

extension GeneralizedAssignment {
    /// Everything that is wrong with three tables.
    static func flaws(cost: [[Int]], weight: [[Int]], capacity: [Int], jobCount: Int)
        -> [GeneralizedAssignmentError.Flaw]
    {
        let agents = capacity.count
        var flaws: [GeneralizedAssignmentError.Flaw] = []
        let dearest = largest / 4 / max(1, jobCount)
        for (name, table, least, most) in [("cost", cost, -dearest, dearest), ("weight", weight, 0, largest)] {
            if table.count != agents { flaws.append(.rows(table: name, count: table.count, agents: agents)) }
            for (agent, row) in table.enumerated() {
                if row.count != jobCount {
                    flaws.append(.columns(table: name, agent: agent, count: row.count, jobs: jobCount))
                }
                for (job, value) in row.enumerated() where value < least || value > most {
                    flaws.append(.figure(table: name, agent: agent, job: job, value: value))
                }
            }
        }
        for (agent, value) in capacity.enumerated() where value < 0 || value > largest {
            flaws.append(.figure(table: "capacity", agent: agent, job: nil, value: value))
        }
        return flaws
    }
}
