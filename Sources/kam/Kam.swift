import ArgumentParser
import KAMPlanner

/// The root of the command line: one file a verb.
struct Kam: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kam",
        abstract: "Plan key accounts: select them, assign people at every stage, rebalance the teams' hours.",
        discussion: """
            A quarter's planning is: kam import, kam check, kam select, kam assign, kam rebalance. Without a database \
            configured, kam runs its own private PostgreSQL.
            """,
        version: Planner.engineVersion,
        groupedSubcommands: [
            CommandGroup(name: "Data", subcommands: [ImportVerb.self, CheckVerb.self]),
            CommandGroup(
                name: "Planning",
                subcommands: [SelectVerb.self, AssignVerb.self, PinVerb.self, RebalanceVerb.self, PlanVerb.self]),
            CommandGroup(name: "Reasons", subcommands: [ScoreVerb.self, ValueVerb.self, ExplainVerb.self]),
            CommandGroup(name: "Other", subcommands: [DemoVerb.self, DatabaseVerb.self]),
        ])
}
