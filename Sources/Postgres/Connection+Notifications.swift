import CPostgres

/// A message that some session sent with `NOTIFY`.
public struct Notification: Sendable, Hashable {
    /// The channel it was sent on.
    public let channel: String
    /// The text sent with it, perhaps empty.
    public let payload: String
    /// The server's process of the session that sent it.
    public let senderID: Int32
}

/// The notifications of one channel as they arrive.
///
/// It ends without an error after `stop()` and `close()`, and throws when the connection is lost. Leaving the loop over
/// it and letting go of it also stops it.
public struct NotificationStream: AsyncSequence, Sendable {
    /// A notification.
    public typealias Element = Notification

    private let stream: AsyncThrowingStream<Notification, any Error>
    private let connection: Connection
    private let id: UInt64

    init(_ stream: AsyncThrowingStream<Notification, any Error>, connection: Connection, id: UInt64) {
        self.stream = stream
        self.connection = connection
        self.id = id
    }

    /// Iterates over the notifications; one iterator at a time.
    public func makeAsyncIterator() -> AsyncThrowingStream<Notification, any Error>.Iterator {
        stream.makeAsyncIterator()
    }

    /// Ends the stream; returns when the server sends no more for it.
    public func stop() async {
        await connection.stopListening(id)
    }
}

/// Who waits for notifications on a connection.
struct Listeners {
    typealias Continuation = AsyncThrowingStream<Notification, any Error>.Continuation

    private var entries: [UInt64: (channel: String, continuation: Continuation)] = [:]
    private var lastID: UInt64 = 0

    var isEmpty: Bool { entries.isEmpty }

    func hasChannel(_ channel: String) -> Bool {
        entries.values.contains { $0.channel == channel }
    }

    mutating func add(_ channel: String, _ continuation: Continuation) -> UInt64 {
        lastID += 1
        entries[lastID] = (channel, continuation)
        return lastID
    }

    /// Ends one stream; returns its channel when nobody else listens to it.
    mutating func remove(_ id: UInt64) -> String? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        entry.continuation.finish()
        return hasChannel(entry.channel) ? nil : entry.channel
    }

    mutating func finish(throwing error: PostgresError?) {
        let finished = entries
        entries = [:]
        for entry in finished.values {
            entry.continuation.finish(throwing: error)
        }
    }

    /// Hands over what libpq has received.
    func deliver(from handle: OpaquePointer) {
        while let raw = PQnotifies(handle) {
            defer { PQfreemem(raw) }
            let notification = Notification(
                channel: String(cString: raw.pointee.relname), payload: String(cString: raw.pointee.extra),
                senderID: raw.pointee.be_pid)
            for entry in entries.values where entry.channel == notification.channel {
                entry.continuation.yield(notification)
            }
        }
    }
}

extension Connection {
    /// Listens to a channel.
    ///
    /// Notifications arrive while the connection is idle and after each of its statements; they wait in memory until
    /// they are taken. The connection stays usable for statements.
    ///
    /// - Parameter channel: The name of the channel, case and all.
    /// - Returns: The notifications from now on; inside a transaction, from its commit on.
    /// - Throws: `PostgresError`.
    public func listen(_ channel: String) async throws(PostgresError) -> NotificationStream {
        let identifier = try SQLIdentifier(channel)
        _ = try session.ready()
        if !listeners.hasChannel(channel) {
            try await perform { session throws(PostgresError) in
                try session.simple("LISTEN \(identifier.quoted)")
            }
        }
        let (stream, continuation) = AsyncThrowingStream<Notification, any Error>.makeStream()
        let id = listeners.add(channel, continuation)
        continuation.onTermination = { [weak self] _ in
            guard let self else { return }
            Task { await self.stopListening(id) }
        }
        watchForNotifications()
        return NotificationStream(stream, connection: self, id: id)
    }

    /// Sends a notification; inside a transaction it leaves with the commit.
    ///
    /// - Parameters:
    ///   - channel: The name of the channel, case and all.
    ///   - payload: Less than 8000 bytes.
    /// - Throws: `PostgresError`.
    public func notify(_ channel: String, payload: String = "") async throws(PostgresError) {
        try await execute("SELECT pg_notify(\(channel), \(payload))")
    }

    /// Ends one stream, and listening to its channel when it was the last one.
    func stopListening(_ id: UInt64) {
        guard let channel = listeners.remove(id) else { return watchForNotifications() }
        // While the connection is busy or failed, the server goes on sending, and what comes is dropped.
        if let identifier = try? SQLIdentifier(channel) { _ = try? session.simple("UNLISTEN \(identifier.quoted)") }
        watchForNotifications()
    }

    /// Lets the idle thread look at the socket while somebody listens.
    func watchForNotifications() {
        guard !listeners.isEmpty, case .idle = session.activity, let handle = session.handle, session.isAlive else {
            return thread.watch(nil)
        }
        thread.watch(
            JobQueue.Watch(descriptor: PQsocket(handle)) { [weak self] in
                self?.assumeIsolated { $0.receiveWhileIdle() }
            })
    }

    private func receiveWhileIdle() {
        guard let handle = session.handle, case .idle = session.activity else { return thread.watch(nil) }
        _ = PQconsumeInput(handle)
        settle()
    }
}
