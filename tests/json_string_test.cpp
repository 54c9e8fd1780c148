#include "parse/json_string.h"

#include <catch2/catch.hpp>

using celint::json_string;

TEST_CASE("a text as JSON writes it is one string whatever it holds") {
  CHECK(json_string("arn:aws:s3:::example/*") == R"("arn:aws:s3:::example/*")");
  CHECK(json_string("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json_string("a\nb\tc") == R"("a\nb\tc")");
  CHECK(json_string("a\xff"
                    "b") ==
        "\"a\xef\xbf\xbd"
        "b\"");
}
