import Foundation
import Testing

/// The package in `Examples/` as a user would build and run it.
@Suite struct ExampleTests {
    @Test func theShopBuildsAndRunsOnItsHistory() throws {
        let package = Repository.root.appending(path: "Examples/Shop")
        let scratch = Repository.root.appending(path: ".build-examples")
        let build = try Shell.build(package, scratch: scratch, arguments: ["--product", "Shop"])
        #expect(build.status == 0, "\(build.output)")
        // What other packages leave lying about is not ours to mend.
        let warnings = build.output.split(separator: "\n").filter {
            $0.contains("warning: ") && !$0.hasPrefix("warning: 'swift-")
        }
        #expect(warnings.isEmpty)
        let run = try Shell.run([scratch.appending(path: "debug/Shop").path], in: package)
        #expect(run.status == 0, "\(run.output)")
        for table in ["order_summaries", "customer_statistics", "product_sales", "account_balance", "transactions"] {
            #expect(run.output.contains(table), "\(run.output)")
        }
    }
}
