public import KAMModel
import KAMStore

extension Planner {
    /// What to import.
    public struct ImportCall: Sendable {
        let profile: ImportRequest.ProfileSource
        /// The folder whose files are looked through.
        public var folder: String?
        /// Further files.
        public var files: [String] = []
        /// The planner's file of members.
        public var membersFile: String?
        /// The file of currency rates.
        public var ratesFile: String?
        /// The base currency; nothing takes the profile's.
        public var currency: Currency?
        /// The day the data speaks of; nothing takes the last on which anything happened.
        public var asOf: Day?
        /// Whether to keep nothing but the report.
        public var isDryRun = false
        /// Where rejected rows go; nothing writes none.
        public var rejectsFile: String?

        /// Describes an import by a profile of kam, or by the path of a YAML file.
        public init(profile: String, folder: String?) {
            let isFile = [".yaml", ".yml"].contains { profile.hasSuffix($0) }
            self.profile = isFile ? .file(profile) : .named(profile)
            self.folder = folder
        }

        /// Describes an import of guessed files, as they were guessed.
        public init(_ guess: ProfileGuess) {
            profile = .text(guess.yaml)
            files = guess.files.map(\.path)
        }
    }

    /// Imports an export into a new snapshot, whole or not at all.
    ///
    /// - Parameters:
    ///   - call: What to import.
    ///   - progress: Is told the share done and what is being done.
    /// - Returns: The report.
    /// - Throws: `RefusedInput` with everything that is wrong with the files, or the database's error.
    public func importFiles(
        _ call: ImportCall, progress: @escaping @Sendable (Double, String) -> Void = { _, _ in }
    ) async throws -> ImportDocument {
        let request = ImportRequest(
            tenant: store.tenant, snapshot: ID(makeID()), profile: call.profile,
            folder: call.folder, files: call.files, membersFile: call.membersFile, ratesFile: call.ratesFile,
            currency: call.currency,
            asOf: call.asOf,
            isDryRun: call.isDryRun, rejectsFile: call.rejectsFile)
        let report = try await store.importFiles(request) { state in
            let share = state.totalBytes > 0 ? Double(state.bytes) / Double(state.totalBytes) : 0
            progress(share, "\(state.phase.rawValue) \(state.subject)")
        }
        return ImportDocument(report, isDryRun: call.isDryRun)
    }

    /// Writes the files of a made-up company and returns the paths of its members' file and of its policy.
    public static func writeSample(
        to folder: String, asOf: Day, seed: UInt64
    ) throws -> (members: String, policy: String) {
        try SampleCompany(asOf: asOf, seed: seed).write(to: folder)
    }
}
