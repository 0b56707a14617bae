import Foundation
public import KAMModel
import KAMStore

/// The place where an edge finds a planner: configuration read, database open, files of kam found.
public struct Workplace: Sendable {
    /// What the command line says of where to work.
    public struct Flags: Sendable {
        /// The folder of the private PostgreSQL.
        public var dataDirectory: String?
        /// A server to use instead.
        public var databaseURL: String?
        /// The configuration file.
        public var configuration: String?

        /// Says where to work; what is left out follows from the environment and the configuration file.
        public init(dataDirectory: String? = nil, databaseURL: String? = nil, configuration: String? = nil) {
            self.dataDirectory = dataDirectory
            self.databaseURL = databaseURL
            self.configuration = configuration
        }
    }

    /// The use cases.
    public let planner: Planner
    private let configuration: ServiceConfiguration
    private let resources: Resources

    /// Opens the database that flags, environment and file name; the private one is started when it does not run.
    ///
    /// - Throws: What `Trouble(planning:)` reads.
    public static func open(_ flags: Flags) async throws -> Workplace {
        let (configuration, resources) = try load(flags)
        let database = Database(configuration, environment: ProcessInfo.processInfo.environment)
        let store = try await Store.open(database, tenant: configuration.tenant, resources: resources)
        return Workplace(planner: Planner(store), configuration: configuration, resources: resources)
    }

    /// Ends the sessions.
    public func close() async {
        await planner.store.close()
    }

    /// What a planning verb is asked for.
    ///
    /// - Throws: `RefusedInput` with everything that is wrong with the policy.
    public func request(
        quarter: Quarter, policy: String? = nil, seed: UInt64 = 1, snapshot: ID<Snapshot>? = nil,
        onProgress: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Planner.Request {
        let file = try PolicyFile.load(
            defaultPath: resources.policy, overridePath: policy ?? configuration.policyPath)
        return Planner.Request(
            quarter: quarter, policy: file, seed: seed, snapshot: snapshot, onProgress: onProgress)
    }

    static func load(_ flags: Flags) throws -> (ServiceConfiguration, Resources) {
        let environment = ProcessInfo.processInfo.environment
        let resources = try Resources.find(environment: environment)
        let given = ServiceConfiguration.Flags(databaseURL: flags.databaseURL, dataDirectory: flags.dataDirectory)
        let configuration = try ServiceConfiguration.load(
            path: flags.configuration ?? resources.configuration, environment: environment, flags: given)
        return (configuration, resources)
    }
}
