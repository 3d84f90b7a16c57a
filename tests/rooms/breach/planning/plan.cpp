#include <vector>

#include "storage/people.h"
