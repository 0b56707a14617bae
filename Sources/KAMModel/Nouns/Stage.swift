/// A step of the pipeline.
public struct Stage: Hashable, Sendable {
    /// The key of the stage, as `lead_nurturing`.
    public let id: ID<Stage>
    /// The name to show.
    public let name: String
    /// The name to show in Japanese; nothing shows `name`.
    public let nameJa: String?
    /// The teams that may lead the stage, the first of them by default.
    public let teams: [ID<Team>]

    /// Makes a stage.
    public init(id: ID<Stage>, name: String, nameJa: String? = nil, teams: [ID<Team>]) {
        self.id = id
        self.name = name
        self.nameJa = nameJa
        self.teams = teams
    }

    /// The name in every language.
    public var title: Phrase { Phrase(name, ja: nameJa ?? name) }
}

/// A group of members with one task in the pipeline.
public struct Team: Hashable, Sendable {
    /// The key of the team, as `inside_sales`.
    public let id: ID<Team>
    /// The name to show.
    public let name: String
    /// The name to show in Japanese; nothing shows `name`.
    public let nameJa: String?
    /// Whether its members are Key Account Managers.
    public let managesKeyAccounts: Bool

    /// Makes a team.
    public init(id: ID<Team>, name: String, nameJa: String? = nil, managesKeyAccounts: Bool = false) {
        self.id = id
        self.name = name
        self.nameJa = nameJa
        self.managesKeyAccounts = managesKeyAccounts
    }

    /// The name in every language.
    public var title: Phrase { Phrase(name, ja: nameJa ?? name) }
}
