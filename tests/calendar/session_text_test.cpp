#include "calendar/session_text.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace tiffin::calendar;

TEST_CASE("a session is described by what is known of it") {
    CHECK(describe(SessionText{}).empty());
    CHECK(describe(SessionText{.presenters = {"Ana Ferreira", "Ben"},
                               .topic = "Rust for C++ people",
                               .abstract = "What to unlearn.",
                               .place = "Canteen",
                               .lunch = Lunch::bring_your_own,
                               .material = {"Slides: https://slides.example/rust"}}) ==
          "Presented by Ana Ferreira, Ben\nTopic: Rust for C++ people\nWhat to unlearn.\nPlace: Canteen\n"
          "Bring your own lunch\nMaterial: Slides: https://slides.example/rust");
    CHECK(describe(SessionText{.lunch = Lunch::potluck}) == "Potluck: bring something to share");
}
