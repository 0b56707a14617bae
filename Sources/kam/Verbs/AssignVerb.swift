import ArgumentParser
import KAMModel
import KAMPlanner

/// `kam assign`: who serves the key accounts at each stage.
struct AssignVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a KAM to each key account and a lead to each of its stages.",
        discussion: """
            With --from PLAN it follows what happened to a stored matrix with the fewest changes. Accounts, stages and \
            members are named by id or name; the stage kam is the account's KAM.
            """)

    @Option(help: "The fiscal quarter to plan, as 2018Q1.")
    var quarter: Quarter?

    @Option(
        name: .customLong("pin"), help: "Hold a cell to a member, for this run: ACCOUNT:STAGE=MEMBER.",
        transform: RuleArgument.pin)
    var pins: [RuleText] = []

    @Option(
        name: .customLong("forbid"), help: "Keep a member from a cell, for this run: ACCOUNT:STAGE=MEMBER.",
        transform: RuleArgument.forbid)
    var forbids: [RuleText] = []

    @Option(help: "The first day to plan, inside the quarter; with --from, the first day of what happened.")
    var on: Day?

    @OptionGroup(title: "Re-planning") var events: EventOptions
    @OptionGroup(title: "Questions") var questions: QuestionOptions
    @OptionGroup(title: "Search") var searching: SearchOptions

    @Option(
        name: .customLong("on-interrupt"),
        help: "What Ctrl-C leaves: best (the best matrix so far, with its gap) or nothing.")
    var onInterrupt: Search.OnInterrupt = .best

    @Flag(name: .customLong("dry-run"), help: "Store nothing.")
    var isDryRun = false

    @OptionGroup var options: RunOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        try questions.validate(isReplan: events.plan != nil)
        try refuseIdleOptions()
        guard events.plan != nil else {
            guard quarter != nil else {
                throw ValidationError("Missing expected argument '--quarter <quarter>'")
            }
            return try events.refuseWithoutPlan()
        }
        guard options.policy == nil, options.snapshot == nil, quarter == nil else {
            throw ValidationError("--from takes quarter, policy and data of the plan, so none of them can be given.")
        }
        guard on != nil || (events.isEmpty && pins.isEmpty && forbids.isEmpty) else {
            throw ValidationError("--from needs --on DAY: the first day of what happened.")
        }
    }

    func run() async throws {
        let language = try options.words.resolved()
        try await Session.run(database) { session in
            if let place = questions.place { return try await suggest(session, place, language) }
            if questions.comparesModes { return try await compare(session, language) }
            let document =
                if let plan = events.plan {
                    try await session.planner.replan(replanCall(plan, session, language))
                } else {
                    try await session.planner.assign(try request(session), assignCall(session, language))
                }
            let view = MatrixView(
                document: document, showsAll: options.showsAll, language: language, isDryRun: isDryRun)
            try session.answer(document, view.text, asJSON: options.json)
            try session.end(document.status)
        }
    }

    /// Refuses what a question would have to ignore.
    private func refuseIdleOptions() throws {
        guard questions.place != nil || questions.comparesModes else { return }
        var idle = [
            "--on-interrupt": onInterrupt != .best, "--dry-run": isDryRun, "--leave": !events.leave.isEmpty,
            "--join": !events.join.isEmpty, "--won": !events.won.isEmpty, "--lost": !events.lost.isEmpty,
        ]
        if questions.place != nil {
            idle.merge(
                [
                    "--pin": !pins.isEmpty, "--forbid": !forbids.isEmpty, "--on": on != nil,
                    "--policy": options.policy != nil, "--snapshot": options.snapshot != nil,
                    "--quarter beside --from": quarter != nil && events.plan != nil,
                ]) { first, _ in first }
        }
        let given = idle.filter(\.value).keys.sorted()
        guard given.isEmpty else {
            throw ValidationError(
                "\(questions.place != nil ? "--suggest" : "--compare-modes") makes no matrix, so it takes no "
                    + given.joined(separator: ", ") + ".")
        }
    }

    private func request(_ session: Session) throws -> Planner.Request {
        guard let quarter else { preconditionFailure("a run without --quarter was let through") }
        return try session.request(quarter, options)
    }

    private func assignCall(_ session: Session, _ language: Language) -> Planner.AssignCall {
        Planner.AssignCall(
            rules: pins + forbids, day: on,
            search: searching.search(session, onInterrupt: onInterrupt, language), isDryRun: isDryRun)
    }

    private func replanCall(_ plan: String, _ session: Session, _ language: Language) -> Planner.ReplanCall {
        var call = Planner.ReplanCall(plan: plan)
        call.leave = events.leave
        call.join = events.join
        call.won = events.won
        call.lost = events.lost
        call.rules = pins + forbids
        call.day = on
        call.search = searching.search(session, onInterrupt: onInterrupt, language)
        call.seed = options.seed
        call.isDryRun = isDryRun
        call.onProgress = { session.progress.show($0) }
        return call
    }

    private func suggest(
        _ session: Session, _ place: (account: String, stage: String), _ language: Language
    ) async throws {
        let call = Planner.CellCall(
            account: place.account, stage: place.stage, plan: events.plan, quarter: quarter,
            search: searching.search(session, language), seed: options.seed,
            onProgress: { session.progress.show($0) })
        let document = try await session.planner.suggestions(call, top: questions.top)
        let view = SuggestionsView(document: document, language: language)
        try session.answer(document, view.text, asJSON: options.json)
    }

    private func compare(_ session: Session, _ language: Language) async throws {
        let document = try await session.planner.modes(try request(session), assignCall(session, language))
        try session.answer(
            document, ModesView(document: document, language: language).text, asJSON: options.json)
    }
}

/// What happened to a stored matrix.
struct EventOptions: ParsableArguments {
    @Option(name: .customLong("from"), help: "A stored matrix to follow: its id, or the start of it.")
    var plan: String?

    @Option(help: "A member who leaves.") var leave: [String] = []
    @Option(help: "A member who begins to work, or a place for a hire that is filled.") var join: [String] = []
    @Option(help: "An account that was won.") var won: [String] = []
    @Option(help: "An account whose deal was lost.") var lost: [String] = []

    var isEmpty: Bool { leave.isEmpty && join.isEmpty && won.isEmpty && lost.isEmpty }

    func refuseWithoutPlan() throws {
        guard isEmpty else {
            throw ValidationError(
                "--leave, --join, --won and --lost happen to a stored matrix: name it with --from PLAN.")
        }
    }
}

/// Questions that a matrix answers, instead of making one.
struct QuestionOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: "Say who could take a cell of the latest matrix of the quarter, or of --from: ACCOUNT STAGE.")
    var suggest: [String] = []

    @Option(help: "How many members to suggest.")
    var top = 5

    @Flag(
        name: .customLong("compare-modes"),
        help: "Compare the whole matrix with planning team by team and with planning without joint work.")
    var comparesModes = false

    var place: (account: String, stage: String)? { suggest.isEmpty ? nil : (suggest[0], suggest[1]) }

    func validate(isReplan: Bool) throws {
        guard suggest.isEmpty || suggest.count == 2 else {
            throw ValidationError("--suggest takes two words: ACCOUNT STAGE. Put names with blanks in quotes.")
        }
        guard (1...1000).contains(top) else { throw ValidationError("--top takes a whole number from 1 to 1000.") }
        guard !comparesModes || (suggest.isEmpty && !isReplan) else {
            throw ValidationError("--compare-modes answers one question alone, for --quarter.")
        }
    }
}

/// A rule of one cell on the command line.
enum RuleArgument {
    static func pin(_ text: String) throws -> RuleText { try read(.pin, text) }

    static func forbid(_ text: String) throws -> RuleText { try read(.forbid, text) }

    private static func read(_ kind: MatrixRule.Kind, _ text: String) throws -> RuleText {
        guard let rule = RuleText(kind, parsing: text) else {
            throw ValidationError("'\(text)' is not of the form ACCOUNT:STAGE=MEMBER.")
        }
        return rule
    }
}
