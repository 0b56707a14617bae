/// A step of the pipeline.
public struct Stage: Hashable, Sendable {
    /// The key of the stage, as `lead_nurturing`.
    public let id: ID<Stage>
    /// The name to show.
    public let name: String
    /// The teams that may lead the stage, the first of them by default.
    public let teams: [ID<Team>]

    /// Makes a stage.
    public init(id: ID<Stage>, name: String, teams: [ID<Team>]) {
        self.id = id
        self.name = name
        self.teams = teams
    }
}

/// A group of members with one task in the pipeline.
public struct Team: Hashable, Sendable {
    /// The key of the team, as `inside_sales`.
    public let id: ID<Team>
    /// The name to show.
    public let name: String
    /// Whether its members are Key Account Managers.
    public let managesKeyAccounts: Bool

    /// Makes a team.
    public init(id: ID<Team>, name: String, managesKeyAccounts: Bool = false) {
        self.id = id
        self.name = name
        self.managesKeyAccounts = managesKeyAccounts
    }
}
