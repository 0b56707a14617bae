import Postgres
import Testing

@Suite("Notifications", .timeLimit(.minutes(10)))
struct NotificationTests {
    private func pair() async throws -> (Connection, Connection) {
        let database = try await TestCluster.shared.makeDatabase()
        let configuration = TestCluster.shared.configuration(database)
        return (try await Connection.connect(configuration), try await Connection.connect(configuration))
    }

    @Test("An idle connection receives what another sends, in order, channel by channel")
    func arrive() async throws {
        let (listener, sender) = try await pair()
        let mine = try await listener.listen("Mine; DROP")
        let other = try await listener.listen("other")
        for n in 0..<50 {
            try await sender.notify("Mine; DROP", payload: "é\(n)")
            try await sender.notify("other")
        }
        var received: [String] = []
        for try await notification in mine {
            received.append(notification.payload)
            #expect(notification.senderID == (await sender.backendID))
            if received.count == 50 { break }
        }
        #expect(received == (0..<50).map { "é\($0)" })
        var iterator = other.makeAsyncIterator()
        let first = try await iterator.next()
        #expect(first?.channel == "other" && first?.payload == "")
    }

    @Test("The listening connection still runs statements, and sends to itself")
    func busy() async throws {
        let (listener, _) = try await pair()
        let stream = try await listener.listen("c")
        var iterator = stream.makeAsyncIterator()
        for n in 0..<20 {
            try await listener.notify("c", payload: "\(n)")
            #expect(try await listener.value("SELECT \(n)", as: Int.self) == n)
            #expect(try await iterator.next()?.payload == "\(n)")
        }
    }

    @Test("A transaction's notifications arrive with its commit and not without")
    func transactional() async throws {
        struct Stop: Error {}
        let (listener, sender) = try await pair()
        let stream = try await listener.listen("c")
        try? await sender.transaction {
            try await $0.notify("c", payload: "lost")
            throw Stop()
        }
        try await sender.transaction { try await $0.notify("c", payload: "kept") }
        var iterator = stream.makeAsyncIterator()
        #expect(try await iterator.next()?.payload == "kept")
    }

    @Test("Stopping ends the stream without an error and tells the server")
    func stop() async throws {
        let (listener, sender) = try await pair()
        let first = try await listener.listen("c")
        let second = try await listener.listen("c")
        await first.stop()
        for try await _ in first { Issue.record("a stopped stream still delivers") }
        try await sender.notify("c", payload: "to the second")
        var iterator = second.makeAsyncIterator()
        #expect(try await iterator.next()?.payload == "to the second")
        await second.stop()
        #expect(try await listener.value("SELECT count(*) FROM pg_listening_channels()", as: Int.self) == 0)
    }

    @Test("Closing ends the stream, losing the connection fails it")
    func ends() async throws {
        let (closing, sender) = try await pair()
        let stream = try await closing.listen("c")
        await closing.close()
        for try await _ in stream { Issue.record("a closed stream still delivers") }
        let (losing, _) = try await pair()
        let lost = try await losing.listen("c")
        try await sender.execute("SELECT pg_terminate_backend(\(await losing.backendID))")
        let error = try await postgresError { for try await _ in lost {} }
        #expect(error.kind == .closed)
    }
}
