"""Activities: designed shifts with an activity in every slot, against the cover that each activity needs."""
