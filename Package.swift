// swift-tools-version: 6.2

import PackageDescription

/// One set of rules for every target: Swift 6 mode, imports that stay internal, no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Loops over pixels are unbearable without the optimiser, and most people and all tests run a debug build.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func sources(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    resources: [Resource]? = nil,
    settings: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict + settings)
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency]
) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "tween",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "tween", targets: ["tween"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Values: no I/O, no third party.
        sources("VideoAPI"),
        sources("TerminalText"),
        sources("ShellCore", ["VideoAPI", "TerminalText"]),

        // The edge: one outside thing each.
        .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
        sources("Digest", ["CMessageDigest"]),
        sources("Workers"),
        .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit"), .linkedLibrary("tinfo")]),
        sources("Terminal", ["CEditLine", "TerminalText", "Workers"]),
        sources("Journal", ["VideoAPI", "Workers", .product(name: "GRDB", package: "GRDB.swift")]),
        sources(
            "VideoClient",
            [
                "VideoAPI",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        sources("Renderer", ["VideoAPI", .product(name: "Subprocess", package: "swift-subprocess")], settings: optimised),
        sources(
            "VideoServer",
            [
                "VideoAPI", "Renderer", "Digest",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        // Where the parts meet.
        sources(
            "TweenApp",
            [
                "VideoAPI", "TerminalText", "ShellCore", "Digest", "Workers", "Terminal", "Journal", "VideoClient", "Renderer",
                "VideoServer",
            ],
            resources: [.embedInCode("Samples")]
        ),
        .executableTarget(
            name: "tween",
            dependencies: ["TweenApp", "Workers", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict
        ),

        tests("VideoAPI", ["VideoAPI"]),
        tests("TerminalText", ["TerminalText"]),
        tests("ShellCore", ["ShellCore", "VideoAPI", "TerminalText"]),
        tests("Digest", ["Digest"]),
        tests("Workers", ["Workers"]),
        tests("Terminal", ["Terminal", "TerminalText", "CEditLine", "Workers"]),
        tests("Journal", ["Journal", "VideoAPI", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("VideoClient", ["VideoClient", "VideoAPI", "FaultServer"]),
        tests("Renderer", ["Renderer", "VideoAPI"]),
        tests(
            "VideoServer",
            [
                "VideoServer", "VideoAPI", "Renderer",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        tests(
            "TweenApp",
            [
                "TweenApp", "ShellCore", "VideoAPI", "VideoClient", "Terminal", "TerminalText", "Journal", "FaultServer",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        // What tests of several targets share.
        .target(name: "FaultServer", path: "Tests/FaultServer", swiftSettings: strict),
        // The program is a dependency so that it is built before its tests run it.
        tests("Program", ["tween", "CProgramHarness", "FaultServer", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "CProgramHarness", path: "Tests/CProgramHarness"),
        tests("Repository", ["ShellCore"]),
    ]
)
