/// What is known of a local cluster without starting it.
public struct ClusterStatus: Sendable, Equatable {
    /// Whether there is a cluster and what its server does.
    public enum State: String, Sendable, Equatable, CaseIterable {
        /// No cluster has been made in the folder.
        case absent
        /// The cluster is there and no server runs.
        case stopped
        /// The server recovers or starts.
        case starting
        /// The server takes connections.
        case running
        /// The server is about to end.
        case stopping
    }

    /// Whether there is a cluster and what its server does.
    public let state: State
    /// The data folder.
    public let directory: String
    /// The folder of the socket; `nil` when there is no cluster.
    public let socketFolder: String?
    /// The file that the server writes its log to.
    public let log: String
    /// The main process of the server; `nil` when none runs.
    public let process: Int32?
    /// The major version of PostgreSQL that made the data; `nil` when there is none.
    public let major: Int?
}
